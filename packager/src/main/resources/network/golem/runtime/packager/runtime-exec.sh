@cache.check@
# A stream that the caller closed cannot be moved; it becomes empty.
true 3>&2 || exec 2>/dev/null
true 2>/dev/null 3<&0 || exec 0</dev/null
true 2>/dev/null 3>&1 || exec 1>/dev/null

# Standard input and output belong to the protocol, so they are moved away before Java starts.
exec "$golem_java" @cache.option@\
  -Dgolem.runtime.stdin=4 -Dgolem.runtime.stdout=3 -Dgolem.runtime.parent="$PPID" \
  @calls@$golem_collector @jvm.options@$golem_options -cp "$golem_class_path" @main@ "$@" 4<&0 3>&1 0</dev/null 1>&2@held@
