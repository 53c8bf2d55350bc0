#!/bin/sh
# Starts @name@. Written by its build.
#
# Its variables begin with golem_: assigning to any other could change one that the caller has
# exported, for Java and for each program that is started from there.

complain() {
  printf '%s: %s\n' @name@ "$1" >&2
  exit 127
}

# This file, after following the symbolic links that it was called through.
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
  *:*) complain "its directory, ${golem_file%/*}, has a colon in its path, which a class path cannot contain" ;;
esac
case $golem_lib in
  *[!\ -~]*)
    # iconv detects both: invalid UTF-8, and characters beyond U+FFFF. Without it, Java reports them.
    printf %s "$golem_lib" | iconv -f UTF-8 -t UCS-2 >/dev/null 2>&1
    [ $? != 1 ] || complain "its directory, ${golem_file%/*}, has bytes in its path that are not UTF-8, or a character beyond U+FFFF, which Java cannot represent in a class path; install it in another directory"
    ;;
esac
[ -e "$golem_lib"/@first.jar@ ] || complain "its jars are missing in $golem_lib; copy the whole directory"
golem_jars=$golem_lib

@java@
@class.path@

# This Java takes its options from a variable of its own, and not from the variables that every Java
# reads: those are meant for other programs, and some keep it from starting. It decodes
# arguments and file names by the locale, which is often not set or not installed: then setlocale
# fails as a whole, whatever LC_CTYPE says, and only LC_ALL takes precedence over all other variables.
# The programs that Java starts get the original values, which are saved here; see OperatorEnvironment.
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

# The C.UTF-8 locale is found by its directory's name, which older systems write in capitals. Some
# systems have only UTF-8 locales of languages; musl has no such directory, and every name is UTF-8.
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
      *) complain "@options.variable@: '$golem_name' is not a Java option; options are separated by spaces. Put one that contains a space into a file, in quotes, and use @FILE" ;;
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
