package network.golem.runtime.sdk.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// C strings: UTF-8, whatever the locale, terminated by a zero.
public final class CStrings {
  private CStrings() {}

  public static MemorySegment of(Arena arena, String string) {
    byte[] bytes = string.getBytes(UTF_8);
    MemorySegment segment = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  /// The arguments of a program.
  public static MemorySegment ofAll(Arena arena, List<String> strings) {
    List<byte[]> all = new ArrayList<>(strings.size());
    for (String string : strings) {
      all.add(string.getBytes(UTF_8));
    }
    return array(arena, all);
  }

  /// An array of pointers to strings, terminated by a null pointer and followed by the strings. It
  /// is a single piece of memory, because an environment has dozens of strings.
  public static MemorySegment array(Arena arena, List<byte[]> strings) {
    long pointers = ADDRESS.byteSize() * (strings.size() + 1);
    long size = pointers;
    for (byte[] string : strings) {
      size += string.length + 1;
    }
    MemorySegment all = arena.allocate(size, ADDRESS.byteAlignment());
    long at = pointers;
    for (int i = 0; i < strings.size(); i++) {
      byte[] string = strings.get(i);
      all.setAtIndex(ADDRESS, i, all.asSlice(at));
      MemorySegment.copy(string, 0, all, JAVA_BYTE, at, string.length);
      at += string.length + 1;
    }
    return all;
  }
}
