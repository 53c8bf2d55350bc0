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
@phase@
# Phases that end soon have a cache of their own, with what they need and no more.
golem_cache=$golem_lib/@session.cache@
golem_tuning=@session.tuning@
case $golem_phase in
  test | offer-template | information)
    golem_cache=$golem_lib/@phases.cache@
    golem_tuning=@phases.tuning@
    ;;
  deploy)
    golem_cache=$golem_lib/@phases.cache@
    golem_tuning=@deploy.tuning@
    ;;
esac
# A cache that does not match is ignored. Java itself rejects a cache of another Java, and says so on
# standard error; Java 25.0.3 does not notice a jar that has changed, and runs the old classes.
if [ ! -r "$golem_cache" ]; then
  golem_cache=
elif
  @newer.jars@
then
  printf '%s: a jar in %s is newer than the start-up cache, so the cache is ignored; package the runtime again, or copy it with its times preserved\n' @name@ "$golem_lib" >&2
  golem_cache=
fi
