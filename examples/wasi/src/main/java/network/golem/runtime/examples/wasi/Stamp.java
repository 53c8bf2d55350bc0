package network.golem.runtime.examples.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Identifies a file: any change to it changes one of these.
///
/// @param modified in nanoseconds
/// @param changed likewise, of its content or its attributes
record Stamp(long device, long inode, long size, long modified, long changed) {

  static Stamp of(Path file) throws IOException {
    Map<String, Object> all =
        Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
    return new Stamp(
        number(all, "dev"),
        number(all, "ino"),
        number(all, "size"),
        nanos(all, "lastModifiedTime"),
        nanos(all, "ctime"));
  }

  private static long nanos(Map<String, Object> all, String name) {
    return ((FileTime) Objects.requireNonNull(all.get(name))).to(TimeUnit.NANOSECONDS);
  }

  private static long number(Map<String, Object> all, String name) {
    return ((Number) Objects.requireNonNull(all.get(name))).longValue();
  }

  /// Without `equals` of a record, which a process that has just been started needs milliseconds
  /// for.
  boolean isSameAs(Stamp other) {
    return device == other.device
        && inode == other.inode
        && size == other.size
        && modified == other.modified
        && changed == other.changed;
  }
}
