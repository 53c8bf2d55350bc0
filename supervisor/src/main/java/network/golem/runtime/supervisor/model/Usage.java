package network.golem.runtime.supervisor.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What an activity used, and what that costs.
///
/// @param initialPrice the price of the activity itself
public record Usage(List<Line> lines, BigDecimal initialPrice) {
  public Usage {
    lines = List.copyOf(lines);
  }

  /// One counter.
  ///
  /// @param property its name in the usage vector
  /// @param amount what was really used, or the last value that the runtime sent
  /// @param reported what a node would report and bill; empty if the counter is not part of the
  ///   agreement
  /// @param price of one unit; zero if there is none
  public record Line(
      String property, BigDecimal amount, Optional<BigDecimal> reported, BigDecimal price) {
    /// The reported amount times the price.
    public BigDecimal cost() {
      return reported.map(price::multiply).orElse(BigDecimal.ZERO);
    }
  }

  /// The sum, exactly.
  public BigDecimal cost() {
    return lines.stream().map(Line::cost).reduce(initialPrice, BigDecimal::add);
  }
}
