golem_java=${golem_file%/*}/../java/bin/java
if [ ! -x "$golem_java" ]; then
  [ -e "$golem_java" ] ||
    complain "its Java, $golem_java, is missing, or in a directory that this user cannot enter; copy the whole directory"
  case $(ls -lL -- "$golem_java") in
    -??x??x??x*) complain "its Java, $golem_java, cannot be executed: its file system is mounted with noexec; install it on another, or mount it with exec" ;;
    *) complain "its Java, $golem_java, cannot be executed: permission denied; copy the directory with its permissions" ;;
  esac
fi
@loader.check@
@caches@
