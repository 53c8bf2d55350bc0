package network.golem.runtime.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One thing that is measured of every contestant.
///
/// @param unit of the figure
/// @param rate whether more is better; else it is a time or a size
record Row(
    String name, String unit, boolean rate, Goal goal, Figure theirs, Figure ours, Figure ceiling) {

  /// The same with another goal.
  Row with(Goal other) {
    return new Row(name, unit, rate, other, theirs, ours, ceiling);
  }

  /// The same with another ceiling.
  Row under(Figure other) {
    return new Row(name, unit, rate, goal, theirs, ours, other);
  }

  /// Measures all, in turn.
  Result measure(Field field, int rounds) {
    Result result = new Result(this, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < rounds; i++) {
      result.theirs.add(theirs.of(field));
      result.ours.add(ours.of(field));
      result.ceilings.add(ceiling.of(field));
    }
    return result;
  }

  static double median(Stream<Double> figures) {
    List<Double> sorted = figures.filter(figure -> !figure.isNaN()).sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  /// The figures of all rounds.
  record Result(
      Row row,
      List<Figure.Measured> theirs,
      List<Figure.Measured> ours,
      List<Figure.Measured> ceilings) {

    double theirMedian() {
      return median(values(theirs));
    }

    double ourMedian() {
      return median(values(ours));
    }

    double ceilingMedian() {
      return median(values(ceilings));
    }

    static Stream<Double> values(List<Figure.Measured> figures) {
      return figures.stream().map(Figure.Measured::value);
    }

    /// To the reference, of each round, sorted; empty where the reference has none.
    List<Double> ratios() {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < ours.size(); i++) {
        ratios.add(ours.get(i).value() / theirs.get(i).value());
      }
      return ratios.stream().filter(ratio -> !ratio.isNaN()).sorted().toList();
    }

    double ratio() {
      return median(ratios().stream());
    }

    /// The ratio to the ceiling.
    double ofCeiling() {
      return ourMedian() / ceilingMedian();
    }

    /// How many events of ours came; 0 where they are not counted.
    long events() {
      return ours.getLast().events();
    }
  }
}
