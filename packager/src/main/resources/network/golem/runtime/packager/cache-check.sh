# A damaged cache may end Java at any time. `test`, which a provider calls at each of its starts, has
# Java compare it with the checksums in it, in a process of its own; a session does not pay for that.
golem_last= golem_damaged=
[ $# = 0 ] || eval "golem_last=\${$#}"
if [ "$golem_last" = test ] && [ "$1" != --workdir ] && [ -n "$golem_cache" ]; then
  golem_said=$("$golem_java" -XX:AOTCache="$golem_cache" -XX:AOTMode=on -XX:+VerifySharedSpaces -Xint -XX:-UsePerfData \
    @collector@ @jvm.options@-cp "$golem_class_path" -version 2>&1 </dev/null) ||
    case $golem_said in
      *hecksum*) golem_damaged=yes ;;
      *[Rr]eserve* | *[Mm]emory* | *'heap size'*) golem_damaged= ;; # there is little of it here
      *) golem_damaged=yes ;;
    esac
  # what keeps Java from starting without it, too, it says itself
  [ -z "$golem_damaged" ] || ! "$golem_java" @collector@ @jvm.options@-version >/dev/null 2>&1 </dev/null ||
    complain "its start-up cache, $golem_cache, is damaged: copy the whole directory again, with times kept, or package the runtime again"
fi
