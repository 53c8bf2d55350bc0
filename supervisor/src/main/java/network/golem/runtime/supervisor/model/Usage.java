package network.golem.runtime.supervisor.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

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
  /// @param amount what was really used, or the last value that the runtime sent
  /// @param reported what a node would report of it, and have paid; empty: nothing, as the
  ///   agreement does not have it
  /// @param price of one unit; zero where none is set
  public record Line(
      String property, BigDecimal amount, Optional<BigDecimal> reported, BigDecimal price) {
    /// What is reported times price.
    public BigDecimal cost() {
      return reported.map(price::multiply).orElse(BigDecimal.ZERO);
    }
  }

  /// The sum, exactly.
  public BigDecimal cost() {
    return lines.stream().map(Line::cost).reduce(initialPrice, BigDecimal::add);
  }
}
