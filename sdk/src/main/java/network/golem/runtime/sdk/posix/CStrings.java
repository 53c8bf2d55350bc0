package network.golem.runtime.sdk.posix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// C strings: UTF-8, whatever the locale, terminated by a zero.
public final class CStrings {
  private CStrings() {}

  public static NativeMemory of(MemoryScope scope, String string) {
    byte[] bytes = string.getBytes(UTF_8);
    return scope.allocate(bytes.length + 1).put(0, bytes, 0, bytes.length);
  }

  /// The arguments of a program.
  public static NativeMemory ofAll(MemoryScope scope, List<String> strings) {
    List<byte[]> all = new ArrayList<>(strings.size());
    for (String string : strings) {
      all.add(string.getBytes(UTF_8));
    }
    return array(scope, all);
  }

  /// An array of pointers to strings, terminated by a null pointer and followed by the strings. It
  /// is a single piece of memory, because an environment has dozens of strings.
  public static NativeMemory array(MemoryScope scope, List<byte[]> strings) {
    int pointers = Long.BYTES * (strings.size() + 1);
    int size = pointers;
    for (byte[] string : strings) {
      size += string.length + 1;
    }
    NativeMemory all = scope.allocate(size);
    int at = pointers;
    for (int i = 0; i < strings.size(); i++) {
      byte[] string = strings.get(i);
      var _ = all.putLong(Long.BYTES * i, all.address() + at).put(at, string, 0, string.length);
      at += string.length + 1;
    }
    return all;
  }
}
