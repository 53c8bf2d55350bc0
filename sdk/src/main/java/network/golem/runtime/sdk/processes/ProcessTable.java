package network.golem.runtime.sdk.processes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The system's processes at one moment, as `/proc` tells of them: those that are no older than
/// this one, for only they can be what it has started.
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final long SELF = ProcessHandle.current().pid();

  // Fields of /proc/PID/stat, counted from the one behind the name in parentheses.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int CPU = 11; // user and system time, its own and then its children's
  private static final int CPU_FIELDS = 4;
  private static final int START = 19;

  /// The unit of times in there, on every architecture that Linux has.
  private static final Duration TICK = Duration.ofMillis(10);

  private final Map<Long, Entry> entries = new HashMap<>();

  private ProcessTable() {}

  private record Entry(long pid, long parent, long start, boolean dead) {}

  static boolean isAvailable() {
    return Files.exists(PROC.resolve("self/environ"));
  }

  static ProcessTable now() {
    ProcessTable table = new ProcessTable();
    long since = read(PROC.resolve(Long.toString(SELF))).map(Entry::start).orElse(0L);
    try (DirectoryStream<Path> numbered = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : numbered) {
        read(folder)
            .filter(entry -> entry.start() >= since && entry.pid() != SELF)
            .ifPresent(entry -> table.entries.put(entry.pid(), entry));
      }
    } catch (IOException e) {
      return new ProcessTable(); // no table, nobody in it
    }
    return table;
  }

  /// The living processes that have the mark, and all that descend from those or from a child of
  /// this process: its children first, then the others in the order in which they were started. (A
  /// shell that learns of its own end only after that of what it waits for ends as if all were
  /// well.)
  ///
  /// @param mark a variable of the environment
  /// @param owner which of its values count
  /// @param children processes that this one has started, and has not waited for yet
  Set<Long> marked(String mark, Predicate<String> owner, Set<Long> children) {
    Map<Long, List<Long>> below = new HashMap<>();
    ArrayDeque<Long> next = new ArrayDeque<>();
    for (Entry entry : inOrderOfStart()) {
      below.computeIfAbsent(entry.parent(), _ -> new ArrayList<>()).add(entry.pid());
      if (entry.parent() == SELF && children.contains(entry.pid())) {
        next.addFirst(entry.pid());
      } else if (!entry.dead() && owner(entry.pid(), mark).filter(owner).isPresent()) {
        next.addLast(entry.pid());
      }
    }
    Set<Long> found = new LinkedHashSet<>();
    for (Long pid = next.poll(); pid != null; pid = next.poll()) {
      if (found.add(pid)) {
        next.addAll(below.getOrDefault(pid, List.of()));
      }
    }
    found.removeIf(pid -> {
      Entry entry = entries.get(pid);
      return entry == null || entry.dead();
    });
    return found;
  }

  private List<Entry> inOrderOfStart() {
    return entries.values().stream()
        .sorted(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::pid))
        .toList();
  }

  /// The value that a variable has in a process's environment, as the process was started.
  private static Optional<String> owner(long pid, String mark) {
    try {
      String all = Files.readString(PROC.resolve(pid + "/environ"), ISO_8859_1);
      String wanted = mark + "=";
      for (int at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
        if (at == 0 || all.charAt(at - 1) == '\0') {
          int end = all.indexOf('\0', at);
          return Optional.of(all.substring(at + wanted.length(), end < 0 ? all.length() : end));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it has ended meanwhile, or is another user's
    }
  }

  /// The processor time that a process has used, with the children that it waited for.
  static Duration cpu(long pid) {
    try {
      String[] fields = fields(PROC.resolve(Long.toString(pid)));
      long ticks = 0;
      for (int i = CPU; i < CPU + CPU_FIELDS; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return TICK.multipliedBy(ticks);
    } catch (IOException e) {
      return Duration.ZERO; // it has ended meanwhile: its holder knows better
    }
  }

  private static String[] fields(Path folder) throws IOException {
    String stat = Files.readString(folder.resolve("stat"), ISO_8859_1);
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  private static Optional<Entry> read(Path folder) {
    try {
      String[] fields = fields(folder);
      return Optional.of(
          new Entry(
              Long.parseLong(folder.getFileName().toString()),
              Long.parseLong(fields[PARENT]),
              Long.parseLong(fields[START]),
              fields[STATE].equals("Z") || fields[STATE].equals("X")));
    } catch (IOException e) {
      return Optional.empty(); // it has ended meanwhile
    }
  }
}
