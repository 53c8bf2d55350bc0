#!/bin/sh
# Starts @name@. Written by its build.
#
# Its variables begin with golem_: assigning to any other could change one that the caller has
# exported, for Java and for each program that is started from there.

complain() {
  printf '%s: %s\n' @name@ "$1" >&2
  exit 127
}

# This file, wherever the links that it was called by lie.
case $0 in
  */*) golem_file=$0 ;;
  *) golem_file=./$0 ;;
esac
while [ -L "$golem_file" ]; do
  golem_link=$(readlink -- "$golem_file")
  case $golem_link in
    /*) golem_file=$golem_link ;;
    *) golem_file=${golem_file%/*}/$golem_link ;;
  esac
done

golem_lib=${golem_file%/*}/../lib
case $golem_lib in
  *:*) complain "its directory, ${golem_file%/*}, has a colon in its path, which a class path cannot name" ;;
esac
case $golem_lib in
  *[!\ -~]*)
    # iconv knows both: what is not UTF-8, and what is beyond U+FFFF. Without it, Java has its say.
    printf %s "$golem_lib" | iconv -f UTF-8 -t UCS-2 >/dev/null 2>&1
    [ $? != 1 ] || complain "its directory, ${golem_file%/*}, has bytes in its path that are not UTF-8, or a character beyond U+FFFF, which Java cannot name in a class path: install it in another directory"
    ;;
esac
[ -e "$golem_lib"/@first.jar@ ] || complain "its jars are missing in $golem_lib: copy the whole directory"
@class.path@

@java@
# A Java of ours takes its options from a variable of its own, and none from those that any Java
# takes them from: they are meant for others, and some end it. And it takes words and the names of
# files for what the locale says, which is often none or one that is not installed: then setlocale
# fails as a whole, whatever LC_CTYPE says, and only LC_ALL is stronger than all other variables.
# Java and the programs that it starts get back what is put aside here; see OperatorEnvironment.
GOLEM_RUNTIME_KEPT=
for golem_name in LC_ALL JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH; do
  eval "golem_value=\${$golem_name-} golem_set=\${$golem_name+yes}"
  if [ -n "$golem_set" ]; then
    export "GOLEM_RUNTIME_KEPT_$golem_name=$golem_value"
    unset "$golem_name"
    GOLEM_RUNTIME_KEPT=$GOLEM_RUNTIME_KEPT${GOLEM_RUNTIME_KEPT:+,}$golem_name
  fi
done
export GOLEM_RUNTIME_KEPT

# C.UTF-8 goes by its directory's name, which older systems spell in capitals. Some have neither, but
# a UTF-8 locale of a language; with musl there is no such directory, and each name means UTF-8.
golem_locale=C.UTF-8
if [ -e /usr/lib/locale/C.utf8 ]; then
  golem_locale=C.utf8
elif [ ! -e /usr/lib/locale/C.UTF-8 ]; then
  for golem_name in $(locale -a 2>/dev/null); do
    case $golem_name in
      *.[Uu][Tt][Ff]8 | *.[Uu][Tt][Ff]-8)
        golem_locale=$golem_name
        break
        ;;
    esac
  done
fi
export LC_ALL="$golem_locale"

golem_collector=@collector@
golem_options=${@options.variable@-}
if [ -n "$golem_options" ]; then
  set -f
  for golem_name in $golem_options; do
    case $golem_name in
      -?* | @?*) ;;
      *) complain "@options.variable@: '$golem_name' is not a Java option: options are separated by blanks; put one that contains a blank into a file, in quotes, and name that as @FILE" ;;
    esac
  done
  # Java refuses two collectors.
  case $golem_options in
    *+UseSerialGC* | *+UseParallelGC* | *+UseG1GC* | *+UseZGC* | *+UseShenandoahGC* | *+UseEpsilonGC*)
      golem_collector=
      ;;
  esac
fi

@exec@
