exec "$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  -cp "$class_path" @main@ "$@"
