# Whether a directory contains a Java 25. Reads its file `release`, so no process has to be started.
is_java_25() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r golem_line; do
    case $golem_line in
      'JAVA_VERSION="25"'* | 'JAVA_VERSION="25.'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

golem_home=@java.home@
if [ -n "${JAVA_HOME-}" ] && is_java_25 "$JAVA_HOME"; then
  golem_home=$JAVA_HOME
elif [ ! -x "$golem_home/bin/java" ]; then
  complain "it requires Java 25: JAVA_HOME (${JAVA_HOME:-not set}) is not one, and $golem_home, which it was built with, no longer exists"
fi
golem_java=$golem_home/bin/java
