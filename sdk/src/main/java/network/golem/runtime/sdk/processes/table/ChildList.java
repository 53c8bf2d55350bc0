package network.golem.runtime.sdk.processes.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;

/// The files `/proc/PID/task/THREAD/children`, which list the children that a thread has started.
/// The children of a thread that has ended, and the orphans that a subreaper has adopted, are in
/// the list of the first thread.
public final class ChildList {
  private ChildList() {}

  /// The pids in such a list.
  static List<Long> parse(String list) {
    List<Long> children = new ArrayList<>();
    for (StringTokenizer words = new StringTokenizer(list); words.hasMoreTokens(); ) {
      children.add(Long.parseLong(words.nextToken()));
    }
    return children;
  }

  /// All children of a process; empty if the system has no such lists.
  static List<Long> of(long pid) {
    List<Long> children = new ArrayList<>();
    try {
      for (long thread : Proc.threads(pid)) {
        children.addAll(parse(Proc.read(pid, "task/" + thread + "/children")));
      }
    } catch (IOException e) {
      return children; // it has ended meanwhile
    }
    return children;
  }

  /// Reads an open list from its beginning.
  public static List<Long> read(int descriptor, NativeMemory block, Posix posix) {
    long count = posix.readAt(descriptor, block, 0);
    if (count <= 0) {
      return List.of();
    }
    byte[] bytes = new byte[block.size()];
    StringBuilder list = new StringBuilder();
    for (long at = 0; count > 0; count = posix.readAt(descriptor, block, at)) {
      block.get(0, bytes, 0, (int) count);
      list.append(new String(bytes, 0, (int) count, ISO_8859_1));
      at += count;
    }
    return parse(list.toString());
  }
}
