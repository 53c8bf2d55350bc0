package network.golem.runtime.benchmarks.comparison;

import java.util.Locale;

/// The goal of a row: the minimum of a rate, or the maximum of a time or a size.
///
/// @param bound is compared with the value that `kind` selects
record Goal(Kind kind, double bound) {
  static final Goal NONE = new Goal(Kind.NONE, Double.NaN);

  /// The value that the bound applies to.
  enum Kind {
    NONE,
    /// The ratio to the reference.
    RATIO,
    /// The ratio to the ceiling.
    CEILING,
    /// The figure itself.
    FIGURE
  }

  static Goal ratio(double bound) {
    return new Goal(Kind.RATIO, bound);
  }

  static Goal ceiling(double bound) {
    return new Goal(Kind.CEILING, bound);
  }

  static Goal figure(double bound) {
    return new Goal(Kind.FIGURE, bound);
  }

  boolean isReachedBy(Row.Result result) {
    double reached =
        switch (kind) {
          case NONE -> bound;
          case RATIO -> result.ratio();
          case CEILING -> result.ofCeiling();
          case FIGURE -> result.ourMedian();
        };
    return kind == Kind.NONE || (result.row().rate() ? reached >= bound : reached <= bound);
  }

  /// The goal as shown in the table.
  String text(Row.Result result) {
    if (kind == Kind.NONE) {
      return "";
    }
    String of = kind == Kind.CEILING ? " of the ceiling" : kind == Kind.FIGURE ? " itself" : "";
    return String.format(
        Locale.ROOT,
        "%s %s%s %s",
        result.row().rate() ? "≥" : "≤",
        bound,
        of,
        isReachedBy(result) ? "✓" : "✗");
  }
}
