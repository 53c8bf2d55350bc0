#!/bin/sh
# Starts @name@. Written by its build.

complain() {
  printf '%s: %s\n' @name@ "$1" >&2
  exit 127
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

@java@
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
