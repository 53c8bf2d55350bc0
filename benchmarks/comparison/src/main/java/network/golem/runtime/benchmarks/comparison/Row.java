package network.golem.runtime.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One figure that is measured for every contestant.
///
/// @param group where the plot shows it
/// @param unit the figure's unit
/// @param rate whether more is better; otherwise it is a time or a size
record Row(
    Group group,
    String name,
    String unit,
    boolean rate,
    Goal goal,
    Figure theirs,
    Figure ours,
    Figure ceiling) {

  /// The same in another group.
  Row in(Group other) {
    return new Row(other, name, unit, rate, goal, theirs, ours, ceiling);
  }

  /// The same row with another goal.
  Row with(Goal other) {
    return new Row(group, name, unit, rate, other, theirs, ours, ceiling);
  }

  /// The same row with another ceiling.
  Row under(Figure other) {
    return new Row(group, name, unit, rate, goal, theirs, ours, other);
  }

  /// The same without the reference and the ceiling.
  Row onlyOurs() {
    return new Row(group, name, unit, rate, goal, Figure.NONE, ours, Figure.NONE);
  }

  /// Measures all contestants, in turn.
  ///
  /// @param before the same field with another checkout's runtime in place of ours; null if none is
  ///   compared
  Result measure(Field field, @Nullable Field before, int rounds) {
    Result result =
        new Result(
            this, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < rounds; i++) {
      result.theirs.add(theirs.of(field));
      if (before != null) {
        result.before.add(ours.of(before));
      }
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
  ///
  /// @param before the figures of another checkout; empty if none was compared
  record Result(
      Row row,
      List<Figure.Measured> theirs,
      List<Figure.Measured> before,
      List<Figure.Measured> ours,
      List<Figure.Measured> ceilings) {

    double theirMedian() {
      return median(values(theirs));
    }

    double beforeMedian() {
      return median(values(before));
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

    /// The ratios to the reference in each round, sorted; empty if the reference has no such
    /// figure.
    List<Double> ratios() {
      return ratiosTo(theirs);
    }

    /// The ratios to the other checkout in each round, sorted; empty if none was compared.
    List<Double> ratiosToBefore() {
      return ratiosTo(before);
    }

    private List<Double> ratiosTo(List<Figure.Measured> others) {
      return IntStream.range(0, others.size())
          .mapToObj(i -> ours.get(i).value() / others.get(i).value())
          .filter(ratio -> !ratio.isNaN())
          .sorted()
          .toList();
    }

    double ratio() {
      return median(ratios().stream());
    }

    double ratioToBefore() {
      return median(ratiosToBefore().stream());
    }

    /// The ratio to the ceiling.
    double ofCeiling() {
      return ourMedian() / ceilingMedian();
    }

    /// How many times as good as the reference this SDK is, by a rate, a time or a size: above 1,
    /// it is better.
    double advantage() {
      return row.rate() ? ratio() : 1 / ratio();
    }

    /// The same for the ceiling.
    double advantageOfCeiling() {
      double ratio = ceilingMedian() / theirMedian();
      return row.rate() ? ratio : 1 / ratio;
    }

    /// The number of our events; 0 if they are not counted.
    long events() {
      return ours.getLast().events();
    }
  }
}
