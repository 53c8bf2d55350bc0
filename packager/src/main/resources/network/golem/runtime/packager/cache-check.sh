# A damaged cache may end Java at any time. `test`, which a provider calls whenever it starts,
# verifies its checksum; other phases do not spend time on that. If there is no cksum, Java verifies
# the checksums in the cache, which cover most of it, in a process of its own.
golem_last= golem_damaged=
[ $# = 0 ] || eval "golem_last=\${$#}"
if [ "$golem_last" = test ] && [ "$1" != --workdir ] && [ -n "$golem_cache" ]; then
  if golem_said=$(cksum <"$golem_cache" 2>/dev/null); then
    [ "$golem_said" = '@cache.checksum@' ] || golem_damaged=yes
  else
    golem_said=$("$golem_java" -XX:AOTCache="$golem_cache" -XX:AOTMode=on -XX:+VerifySharedSpaces \
      -Xint @collector@ @jvm.options@-cp "$golem_class_path" -version 2>&1 </dev/null) ||
      case $golem_said in
        *hecksum*) golem_damaged=yes ;;
      esac
  fi
  [ -z "$golem_damaged" ] ||
    complain "its start-up cache, $golem_cache, is damaged; copy the whole directory again, with its times preserved, or package the runtime again"
fi
