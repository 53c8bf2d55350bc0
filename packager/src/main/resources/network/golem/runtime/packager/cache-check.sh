# A damaged cache may end Java at any time. `test`, which a provider calls at each of its starts,
# compares both, and the library for system calls, with what was written; no other phase pays for that. A system without cksum has Java
# compare them with the checksums in them, in a process of its own: they cover most of it.
check_cache() {
  [ -r "$1" ] || return 0
  golem_damaged=
  if golem_said=$(cksum <"$1" 2>/dev/null); then
    [ "$golem_said" = "$2" ] || golem_damaged=yes
  else
    golem_said=$("$golem_java" -XX:AOTCache="$1" -XX:AOTMode=on -XX:+VerifySharedSpaces \
      -Xint @collector@ @jvm.options@-cp "$golem_class_path" -version 2>&1 </dev/null@held@) ||
      case $golem_said in
        *hecksum*) golem_damaged=yes ;;
      esac
  fi
  [ -z "$golem_damaged" ] ||
    complain "its start-up cache, $1, is damaged; copy the whole directory again, with its times preserved, or package the runtime again"
}
check_library() {
  [ -r "$1" ] || return 0
  golem_said=$(cksum <"$1" 2>/dev/null) || return 0
  [ "$golem_said" = "$2" ] ||
    complain "its library, $1, is damaged; copy the whole directory again, or package the runtime again"
}
if [ "$golem_phase" = test ]; then
@library.checks@
fi
if [ "$golem_phase" = test ] && [ -n "$golem_cache" ]; then
@cache.checks@
fi
