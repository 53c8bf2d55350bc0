package network.golem.runtime.benchmarks.comparison;

import java.util.List;
import java.util.Locale;

/// Tells the figures in sentences for the README.
final class Prose {
  private final Comparison comparison;

  Prose(Comparison comparison) {
    this.comparison = comparison;
  }

  /// Markdown: a list and a paragraph, one line each.
  ///
  /// @throws IllegalArgumentException if a row has not been measured
  String markdown() {
    Row.Result kib = row("output, events of 1 KiB, 1 GiB");
    Row.Result hello = row("spawn to hello");
    Row.Result idle = row("memory, idle");
    return String.join(
        "\n",
        List.of(
            String.format(
                Locale.ROOT,
                "- **Output** in events of 1 KiB is %s times as fast in the first 64 MiB of a fresh"
                    + " process, and %s times as fast over 1 GiB (%.0f %% of what the client itself"
                    + " can read). It is %s times as fast in events of 8 KiB, and %s times in"
                    + " events of 64 KiB.",
                times("output, events of 1 KiB, 64 MiB"),
                number(kib.ratio()),
                100 * kib.ofCeiling(),
                times("output, events of 8 KiB, 1 GiB"),
                times("output, events of 64 KiB, 1 GiB")),
            String.format(
                Locale.ROOT,
                "- **Commands**: 10,000 short runs at once finish %s times as fast. A hello,"
                    + " the first message of a session, takes %s of the time, a run %s, and"
                    + " executing a program %s.",
                times("runs, 10,000 at once"),
                times("hello, p50"),
                times("run noop, p50"),
                times("exec /bin/true, p50")),
            String.format(
                Locale.ROOT,
                "- **What Java costs**: %s ms from the start of the process to the first answer"
                    + " instead of %s ms (a bare JVM with a start-up cache: %s ms), %s MiB of"
                    + " memory when idle instead of %s MiB (bare: %s MiB), and an archive of %s MB."
                    + " The first commands of a process: ten runs at once have %s of the"
                    + " reference's rate, ten programs at once %s.",
                number(hello.ourMedian()),
                number(hello.theirMedian()),
                number(hello.ceilingMedian()),
                number(idle.ourMedian()),
                number(idle.theirMedian()),
                number(idle.ceilingMedian()),
                number(row("archive").ourMedian()),
                times("runs, 10 at once"),
                times("exec /bin/true, 10 at once")),
            "",
            String.format(
                Locale.ROOT,
                "These are medians of %d rounds on a machine with %d cores.",
                comparison.rounds(),
                comparison.cores())));
  }

  private String times(String name) {
    return number(row(name).ratio());
  }

  private Row.Result row(String name) {
    return comparison.results().stream()
        .filter(result -> result.row().name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the README needs the whole table, and it has no row \"" + name + "\""));
  }

  /// With two significant digits, or as a whole number.
  static String number(double value) {
    String format =
        value >= 9.95 ? "%.0f" : value >= 0.995 ? "%.1f" : value >= 0.0995 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
