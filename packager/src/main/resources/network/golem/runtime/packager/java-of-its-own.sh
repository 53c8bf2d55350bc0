java_home=${file%/*}/../java
[ -x "$java_home/bin/java" ] || complain "its Java, $java_home, is missing: copy the whole folder"

# One that does not fit is passed over. Java itself sees what is no cache of its own, and says so on
# standard error; Java 25.0.3 does not see a jar that has changed, and runs the old classes.
cache=$lib/@cache@
if [ ! -r "$cache" ]; then
  cache=
elif
  @newer.jars@
then
  printf '%s: a jar in %s is newer than the start-up cache, which is passed over: package it anew, or copy with times kept\n' @name@ "$lib" >&2
  cache=
fi

