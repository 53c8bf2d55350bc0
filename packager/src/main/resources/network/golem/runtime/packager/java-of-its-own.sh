java_home=${file%/*}/../java
[ -x "$java_home/bin/java" ] || complain "its Java, $java_home, is missing: copy the whole folder"

# One that does not fit is passed over by Java, with a word on standard error.
cache=$lib/@cache@
[ -r "$cache" ] || cache=

