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
# For each class in a cache, Java asks the system for the real path of its jar, directory by directory, unless the
# class path is the one that the cache was trained with. So in both cases, a descriptor stands for the directory.
golem_held=
if [ -n "$golem_cache" ] && [ -r "$golem_lib" ] && [ -d /proc/self/fd ]; then
  golem_held=$golem_lib
  golem_jars=@jars.by.descriptor@
fi
