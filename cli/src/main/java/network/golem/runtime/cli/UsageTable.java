package network.golem.runtime.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import network.golem.runtime.supervisor.model.Usage;

/// The table of usage: the amount, what a node would report, the price and the cost; dashes if
/// there is no price.
record UsageTable(Style style) {

  /// Below it, a table is hard to read even if it fits.
  private static final int NARROW = 60;

  private static final List<String> TITLES =
      List.of("usage", "amount", "reported", "price", "cost (GLM)");

  /// @param columns how many a line has
  void print(PrintStream out, Usage usage, OptionalInt columns) {
    List<List<String>> rows = rows(usage);
    int[] widths = new int[TITLES.size()];
    rows.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    out.println();
    int width = IntStream.of(widths).map(each -> each + 2).sum();
    if (columns.orElse(width) < Math.max(width, NARROW) && columns.isPresent()) {
      rows.subList(1, rows.size()).forEach(row -> stack(out, row));
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      String line = padded(rows.get(i), widths);
      out.println(i == 0 ? style.faint(line) : i == rows.size() - 1 ? style.bold(line) : line);
    }
  }

  private List<List<String>> rows(Usage usage) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    for (Usage.Line line : usage.lines()) {
      rows.add(
          List.of(
              line.property(),
              plain(line.amount()),
              line.reported().map(UsageTable::plain).orElse(style.sign(Sign.NOTHING)),
              line.price().signum() == 0 ? style.sign(Sign.NOTHING) : plain(line.price()),
              line.price().signum() == 0 ? style.sign(Sign.NOTHING) : plain(line.cost())));
    }
    if (usage.initialPrice().signum() != 0) {
      rows.add(List.of("initial price", "", "", "", plain(usage.initialPrice())));
    }
    rows.add(List.of("total", "", "", "", plain(usage.cost())));
    return rows;
  }

  /// One value a line, for a narrow terminal.
  private void stack(PrintStream out, List<String> row) {
    out.println("  " + style.bold(row.getFirst()));
    int width = TITLES.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 1; i < row.size(); i++) {
      if (!row.get(i).isEmpty()) {
        String title = TITLES.get(i);
        out.println(
            "    " + style.faint(title) + " ".repeat(width - title.length() + 2) + row.get(i));
      }
    }
  }

  private static String padded(List<String> row, int[] widths) {
    StringBuilder line =
        new StringBuilder("  " + row.getFirst() + " ".repeat(widths[0] - row.getFirst().length()));
    for (int i = 1; i < widths.length; i++) {
      line.append("  ").append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
    }
    return line.toString().stripTrailing();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
