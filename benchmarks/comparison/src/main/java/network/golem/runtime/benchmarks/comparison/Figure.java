package network.golem.runtime.benchmarks.comparison;

/// Measures one figure.
interface Figure {
  /// A figure that is not measured for this contestant.
  Figure NONE = _ -> Measured.NOTHING;

  Measured of(Field field);

  /// @param value in the row's unit; NaN if nothing was measured
  /// @param events the number of events of commands during the measurement; 0 if they are not
  ///   counted
  record Measured(double value, long events) {
    static final Measured NOTHING = new Measured(Double.NaN, 0);

    static Measured of(double value) {
      return new Measured(value, 0);
    }
  }
}
