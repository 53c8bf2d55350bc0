package network.golem.runtime.sdk.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.output.OutputChannel;

/// A child's output, line by line: passed on as it arrives, and the last lines kept.
final class LastLines {
  private static final int KEPT = 200;
  private static final int SHOWN = 10;
  private static final int LONGEST = 8 * 1024;

  private static final Pattern FRAME = Pattern.compile("\\s+(at \\S+\\(.*\\)|[.]{3} \\d+ more)");

  private final Consumer<String> listener;

  @GuardedBy("lines")
  private final ArrayDeque<String> lines = new ArrayDeque<>();

  private final Map<OutputChannel, ByteArrayOutputStream> unfinished =
      new EnumMap<>(OutputChannel.class);

  LastLines(Consumer<String> listener) {
    this.listener = listener;
  }

  void add(OutputChannel channel, byte[] bytes, int from, int length) {
    ByteArrayOutputStream line =
        unfinished.computeIfAbsent(channel, _ -> new ByteArrayOutputStream());
    for (int i = from; i < from + length; i++) {
      if (bytes[i] == '\n' || line.size() == LONGEST) {
        finish(line);
      }
      if (bytes[i] != '\n') {
        line.write(bytes[i]);
      }
    }
  }

  /// Called at the end of the output. An incomplete last line counts as a line.
  void end() {
    unfinished.values().stream().filter(line -> line.size() > 0).forEach(this::finish);
  }

  /// Wakes the waiting threads, so that they check whether more can arrive.
  void wake() {
    synchronized (lines) {
      lines.notifyAll();
    }
  }

  private void finish(ByteArrayOutputStream bytes) {
    String line = bytes.toString(UTF_8).stripTrailing();
    bytes.reset();
    synchronized (lines) {
      lines.add(line);
      if (lines.size() > KEPT) {
        String _ = lines.remove();
      }
      lines.notifyAll();
    }
    listener.accept(line);
  }

  /// Waits for a line in which the pattern is found.
  ///
  /// @param over whether no more can arrive
  boolean await(Pattern pattern, Duration timeout, BooleanSupplier over)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (lines) {
      while (lines.stream().noneMatch(line -> pattern.matcher(line).find())) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || over.getAsBoolean()) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(lines, left);
      }
      return true;
    }
  }

  /// The last lines, as the end of a sentence, which says so if there were none. The frames of
  /// Java's stack traces are left out: they would hide the exception above them.
  String shown() {
    List<String> shown;
    synchronized (lines) {
      shown = lines.stream().filter(line -> !FRAME.matcher(line).matches()).toList();
    }
    return shown.isEmpty()
        ? "it printed nothing"
        : "it printed: "
            + String.join(" | ", shown.subList(Math.max(0, shown.size() - SHOWN), shown.size()));
  }
}
