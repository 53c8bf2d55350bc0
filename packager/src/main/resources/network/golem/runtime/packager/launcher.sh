#!/bin/sh
# Starts @name@. Written by its build.

complain() {
  printf '%s: %s\n' @name@ "$1" >&2
  exit 127
}

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

# This file, wherever the links that it was called by lie.
case $0 in
  */*) file=$0 ;;
  *) file=./$0 ;;
esac
while [ -L "$file" ]; do
  target=$(readlink -- "$file")
  case $target in
    /*) file=$target ;;
    *) file=${file%/*}/$target ;;
  esac
done

lib=${file%/*}/../lib
case $lib in
  *:*) complain "its folder, ${file%/*}, has a colon in its path, which a class path cannot name" ;;
esac
@class.path@

java_home=@java.home@
if [ -n "${JAVA_HOME-}" ] && is_java_25 "$JAVA_HOME"; then
  java_home=$JAVA_HOME
elif [ ! -x "$java_home/bin/java" ]; then
  complain "it needs a Java 25: JAVA_HOME (${JAVA_HOME:-not set}) names none, and $java_home, which it was built with, is gone"
fi

# Java takes words and the names of files for what the locale says, and a service often has none.
case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
  *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
  *)
    if [ -n "${LC_ALL-}" ]; then
      export LANG="$LC_ALL"
      unset LC_ALL
    fi
    export LC_CTYPE=C.UTF-8
    ;;
esac

@exec@
