package network.golem.runtime.benchmarks.comparison;

/// Takes one figure.
interface Figure {
  /// Not measured of this contestant.
  Figure NONE = _ -> Measured.NOTHING;

  Measured of(Field field);

  /// @param value in the row's unit; NaN where nothing was measured
  /// @param events how many events of commands came meanwhile; 0 where they are not counted
  record Measured(double value, long events) {
    static final Measured NOTHING = new Measured(Double.NaN, 0);

    static Measured of(double value) {
      return new Measured(value, 0);
    }
  }
}
