exec "$golem_java" $golem_collector @jvm.options@$golem_options -cp "$golem_class_path" @main@ "$@"
