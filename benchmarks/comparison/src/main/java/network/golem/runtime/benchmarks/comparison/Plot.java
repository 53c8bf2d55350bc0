package network.golem.runtime.benchmarks.comparison;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// The ratios to the reference as bars on a logarithmic scale, in groups. To the right of the line
/// at 1, this SDK is the better one. A mark shows the ceiling.
///
/// The scale reaches as far as the figures do. Colours follow the reader's scheme, light or dark.
final class Plot {
  private static final int WIDTH = 840;
  private static final int NAMES_END = 262;
  private static final int SCALE_BEGIN = 276;
  private static final int SCALE_END = 760;
  private static final int VALUES_END = WIDTH - 10;
  private static final int TOP = 76;
  private static final int ROW = 22;
  private static final int BAR = 13;
  private static final int GAP = 10;

  private static final String STYLE =
      """
      <style>
      .ground { fill: #ffffff } .ink { fill: #1f2328 } .faint { fill: #59636e }
      .grid { stroke: #d1d9e0 } .axis { stroke: #1f2328 } .ceiling { stroke: #1f2328; stroke-width: 2 }
      .better { fill: #3a8f57 } .worse { fill: #c4603f }
      @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117 } .ink { fill: #e6edf3 } .faint { fill: #9198a1 }
      .grid { stroke: #30363d } .axis { stroke: #e6edf3 } .ceiling { stroke: #e6edf3 }
      .better { fill: #3fa463 } .worse { fill: #d9724f }
      }
      </style>
      """;

  private final List<Row.Result> results;
  private final int firstDecade;
  private final int lastDecade;
  private final StringBuilder out = new StringBuilder();

  /// @param results those that the reference has no counterpart of are left out
  Plot(List<Row.Result> results) {
    this.results = results.stream().filter(result -> !Double.isNaN(result.ratio())).toList();
    double[] all =
        this.results.stream()
            .flatMapToDouble(
                result -> DoubleStream.of(result.advantage(), result.advantageOfCeiling()))
            .filter(Double::isFinite)
            .toArray();
    firstDecade = (int) Math.floor(Math.log10(DoubleStream.of(all).min().orElse(0.1)));
    lastDecade = (int) Math.ceil(Math.log10(DoubleStream.of(all).max().orElse(10)));
  }

  String svg() {
    int y = TOP;
    StringBuilder rows = new StringBuilder();
    for (Group group : Group.values()) {
      List<Row.Result> members =
          results.stream().filter(result -> result.row().group() == group).toList();
      if (!members.isEmpty()) {
        rows.append(text(NAMES_END, y + BAR, "end", "ink\" font-weight=\"bold", group.title()));
        y += ROW;
        for (Row.Result result : members) {
          rows.append(bar(result, y));
          y += ROW;
        }
        y += GAP;
      }
    }
    out.setLength(0);
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %1$d %2$d\" role=\"img\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH, y);
    line("<title>How this SDK compares to the Rust SDK</title>");
    out.append(STYLE);
    line("<rect class=\"ground\" width=\"100%%\" height=\"100%%\"/>");
    head();
    for (int decade = firstDecade; decade <= lastDecade; decade++) {
      grid(decade, y - GAP);
    }
    return out.append(rows).append("</svg>\n").toString();
  }

  private void head() {
    out.append(
        text(
            SCALE_BEGIN,
            18,
            "start",
            "ink",
            "times as good as the Rust SDK (rate, or inverse of time or size); logarithmic"));
    line("<line class=\"ceiling\" x1=\"%d\" y1=\"26\" x2=\"%1$d\" y2=\"40\"/>", SCALE_BEGIN + 1);
    out.append(
        text(
            SCALE_BEGIN + 8,
            37,
            "start",
            "faint",
            "the ceiling: what the measuring client can read; for start and memory, a bare Java"));
  }

  private void grid(int decade, int bottom) {
    double x = x(Math.pow(10, decade));
    line(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%2$.1f\" y2=\"%d\"/>",
        decade == 0 ? "axis" : "grid", x, TOP - 14, bottom);
    String label = decade < 0 ? "1/" + pow10(-decade) : pow10(decade);
    out.append(text(x, TOP - 19, "middle", "faint", label));
  }

  private static String pow10(int decades) {
    return "1" + "0".repeat(decades);
  }

  private String bar(Row.Result result, int y) {
    double one = x(1);
    double end = x(result.advantage());
    String bar =
        text(NAMES_END, y + BAR - 2, "end", "ink", result.row().name())
            + String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                end >= one ? "better" : "worse",
                Math.min(one, end),
                y,
                Math.abs(end - one),
                BAR)
            + text(VALUES_END, y + BAR - 2, "end", "ink", Prose.number(result.advantage()) + " ×");
    double ceiling = result.advantageOfCeiling();
    if (!Double.isFinite(ceiling)) {
      return bar;
    }
    return bar
        + String.format(
            Locale.ROOT,
            "<line class=\"ceiling\" x1=\"%.1f\" y1=\"%d\" x2=\"%1$.1f\" y2=\"%d\"/>%n",
            x(ceiling),
            y - 2,
            y + BAR + 2);
  }

  private double x(double advantage) {
    double part = (Math.log10(advantage) - firstDecade) / (lastDecade - firstDecade);
    return SCALE_BEGIN + part * (SCALE_END - SCALE_BEGIN);
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String text(double x, int y, String anchor, String style, String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
        style,
        x,
        y,
        anchor,
        text.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
