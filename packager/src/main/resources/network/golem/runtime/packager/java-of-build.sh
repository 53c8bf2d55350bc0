# Whether a folder holds a Java 25: its file `release` says so, and no process is needed to ask.
is_java_25() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      'JAVA_VERSION="25"'* | 'JAVA_VERSION="25.'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

java_home=@java.home@
if [ -n "${JAVA_HOME-}" ] && is_java_25 "$JAVA_HOME"; then
  java_home=$JAVA_HOME
elif [ ! -x "$java_home/bin/java" ]; then
  complain "it needs a Java 25: JAVA_HOME (${JAVA_HOME:-not set}) names none, and $java_home, which it was built with, is gone"
fi

