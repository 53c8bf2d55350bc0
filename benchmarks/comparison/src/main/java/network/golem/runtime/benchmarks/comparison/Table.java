package network.golem.runtime.benchmarks.comparison;

import java.util.List;
import java.util.Locale;

/// Prints the results.
final class Table {
  private static final String NAME = "%-39s %11s ";
  private static final String BEFORE = "%11s ";
  private static final String OURS = "%11s %-6s ";
  private static final String RATIO = "%9s %-18s ";
  private static final String REST = "%11s %9s  %s%s";

  private Table() {}

  /// @param compared whether another checkout is measured, too
  static String head(boolean compared) {
    StringBuilder line = new StringBuilder(text(NAME, "", "Rust SDK"));
    if (compared) {
      line.append(text(BEFORE, "before"));
    }
    line.append(text(OURS, "this SDK", "")).append(text(RATIO, "ratio", "(of rounds)"));
    if (compared) {
      line.append(text(RATIO, "to before", "(of rounds)"));
    }
    return line.append(text(REST, "ceiling", "of it", "goal", "")).toString();
  }

  static String line(Row.Result result) {
    boolean compared = !result.before().isEmpty();
    StringBuilder line =
        new StringBuilder(text(NAME, result.row().name(), number("%.1f", result.theirMedian())));
    if (compared) {
      line.append(text(BEFORE, number("%.1f", result.beforeMedian())));
    }
    line.append(text(OURS, number("%.1f", result.ourMedian()), result.row().unit()))
        .append(text(RATIO, number("%.2f", result.ratio()), range(result.ratios())));
    if (compared) {
      line.append(
          text(RATIO, number("%.2f", result.ratioToBefore()), range(result.ratiosToBefore())));
    }
    return line.append(
            text(
                REST,
                number("%.1f", result.ceilingMedian()),
                number("%.2f", result.ofCeiling()),
                result.row().goal().text(result),
                result.events() == 0 ? "" : text("  [%,d events]", result.events())))
        .toString();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : text(format, value);
  }

  private static String range(List<Double> sorted) {
    return sorted.isEmpty() ? "" : text("(%.2f to %.2f)", sorted.getFirst(), sorted.getLast());
  }
}
