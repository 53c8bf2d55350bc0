package network.golem.runtime.supervisor;

import java.math.BigDecimal;
import java.util.List;

/// What an activity used, and what that costs.
///
/// @param initialPrice what it costs in any case
public record Usage(List<Line> lines, BigDecimal initialPrice) {
  public Usage {
    lines = List.copyOf(lines);
  }

  /// One counter.
  ///
  /// @param property its name in the usage vector
  /// @param price of one unit; zero where none is set
  public record Line(String property, BigDecimal amount, BigDecimal price) {
    /// Amount times price.
    public BigDecimal cost() {
      return amount.multiply(price);
    }
  }

  /// The sum, exactly.
  public BigDecimal cost() {
    return lines.stream().map(Line::cost).reduce(initialPrice, BigDecimal::add);
  }
}
