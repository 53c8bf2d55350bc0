package network.golem.runtime.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Tries and failures, row by row. Printed when all tests are over.
final class Table implements AutoCloseable {
  private static final Path FILE = Path.of("target/faults.txt");

  private final Map<Row, Count> counts = new LinkedHashMap<>();
  private long last = System.nanoTime();

  /// @param test the name of the row's test
  /// @param fault the description of the fault
  record Row(String test, String fault) {}

  private static final class Count {
    private int tries;
    private int failures;
    private int skipped;
    private String reason = "";
    private Duration time = Duration.ZERO;
  }

  void succeeded(Row row) {
    count(row).tries++;
  }

  void failed(Row row) {
    Count count = count(row);
    count.tries++;
    count.failures++;
  }

  void skipped(Row row, String reason) {
    Count count = count(row);
    count.skipped++;
    count.reason = reason;
  }

  private Count count(Row row) {
    Count count = counts.computeIfAbsent(row, _ -> new Count());
    long now = System.nanoTime();
    count.time = count.time.plusNanos(now - last);
    last = now;
    return count;
  }

  @Override
  public void close() throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, "%9s %9s %8s  %s", "tries", "failures", "seconds", "fault");
    int tries = 0;
    int failures = 0;
    for (Map.Entry<Row, Count> entry : counts.entrySet()) {
      Count count = entry.getValue();
      tries += count.tries;
      failures += count.failures;
      line(
          text,
          "%9d %9d %8.1f  %s (%s)%s",
          count.tries,
          count.failures,
          count.time.toMillis() / 1000.0,
          entry.getKey().fault(),
          entry.getKey().test(),
          count.skipped == 0 ? "" : ", skipped " + count.skipped + ": " + count.reason);
    }
    if (failures == 0) {
      line(text, "passed: %d tries of %d faults", tries, counts.size());
    } else {
      line(text, "FAILED: %d of %d tries", failures, tries);
    }
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, text);
    System.out.print(text);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
