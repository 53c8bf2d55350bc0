package network.golem.runtime.benchmarks.comparison;

import java.util.List;
import java.util.Locale;

/// Ratios as bars on a logarithmic scale. To the right of the line in the middle, this SDK is
/// better.
record Plot(List<Row.Result> results) {
  /// Leaves out rows that the reference does not have.
  Plot {
    results = results.stream().filter(result -> !Double.isNaN(result.ratio())).toList();
  }

  private static final int WIDTH = 790;
  private static final int NAMES = 280;
  private static final int ROW = 24;
  private static final int TOP = 34;
  private static final double DECADES = 2;

  String svg() {
    StringBuilder out = new StringBuilder();
    int height = TOP + results.size() * ROW + 10;
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\""
                + " height=\"100%%\" fill=\"white\"/>%n",
            WIDTH,
            height));
    double middle = NAMES + (WIDTH - NAMES) / 2.0;
    out.append(text(middle, 18, "middle", "worse ← as the Rust SDK → better"));
    for (int i = 0; i < results.size(); i++) {
      bar(out, results.get(i), TOP + i * ROW, middle);
    }
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"black\"/>%n</svg>%n",
            middle,
            TOP - 8,
            middle,
            height - 4));
    return out.toString();
  }

  private static void bar(StringBuilder out, Row.Result result, int y, double middle) {
    double better = result.row().rate() ? result.ratio() : 1 / result.ratio();
    double half = (WIDTH - NAMES) / 2.0 - 50;
    double length = Math.clamp(Math.log10(better) / DECADES, -1, 1) * half;
    out.append(text(NAMES - 10, y + 14, "end", result.row().name()));
    out.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            Math.min(middle, middle + length),
            y + 3,
            Math.abs(length),
            ROW - 8,
            length >= 0 ? "#3a7d44" : "#b5523b"));
    double end = middle + length + (length >= 0 ? 5 : -5);
    out.append(
        text(
            end,
            y + 14,
            length >= 0 ? "start" : "end",
            String.format(Locale.ROOT, "%.2f ×", better)));
  }

  private static String text(double x, int y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        text.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
