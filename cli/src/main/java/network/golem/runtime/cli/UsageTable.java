package network.golem.runtime.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.supervisor.model.Usage;

/// The table of usage: the amount, what a node would report, the price and the cost.
record UsageTable(Style style) {

  void print(PrintStream out, Usage usage) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("usage", "amount", "reported", "price", "cost (GLM)"));
    for (Usage.Line line : usage.lines()) {
      rows.add(
          List.of(
              line.property(),
              plain(line.amount()),
              line.reported().map(UsageTable::plain).orElse("–"),
              price(line.price()),
              price(line.cost())));
    }
    if (usage.initialPrice().signum() != 0) {
      rows.add(List.of("initial price", "", "", "", plain(usage.initialPrice())));
    }
    rows.add(List.of("total", "", "", "", plain(usage.cost())));
    int[] widths = new int[5];
    rows.forEach(row -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    out.println();
    for (int i = 0; i < rows.size(); i++) {
      String line = padded(rows.get(i), widths);
      out.println(i == 0 ? style.faint(line) : i == rows.size() - 1 ? style.bold(line) : line);
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

  /// A dash if nothing is charged.
  private static String price(BigDecimal price) {
    return price.signum() == 0 ? "–" : plain(price);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
