package network.golem.runtime.benchmarks.comparison;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// One thing that is measured of every runtime.
///
/// @param unit of the figure
/// @param rate whether more is better; else it is a time or a size
/// @param goal the ratio to the reference that is wanted at least (of a rate) or at most
/// @param figure taken once
record Row(String name, String unit, boolean rate, double goal, ToDoubleFunction<Subject> figure) {
  /// All rows.
  static List<Row> all() {
    return List.of(
        flood("output, events of 1 KiB, 64 MiB", 30, 64L << 20, 1024),
        flood("output, events of 1 KiB, 1 GiB", 50, 1L << 30, 1024),
        flood("output, events of 8 KiB, 1 GiB", 10, 1L << 30, 8192),
        flood("output, events of 64 KiB, 1 GiB", 1.8, 1L << 30, 65536),
        new Row(
            "10,000 runs at once",
            "runs/s",
            true,
            6,
            subject -> subject.drive("concurrent", "10000", "noop").get("per_s").asDouble()),
        time("hello, p50", 0.4, "hello", "p50_us", "hello", "10000"),
        time("hello, p99", 1, "hello", "p99_us", "hello", "10000"),
        time("run noop, p50", 0.4, "to_stopped_event", "p50_us", "latency", "10000", "noop"),
        time("run noop, p99", 1, "to_stopped_event", "p99_us", "latency", "10000", "noop"),
        time(
            "exec /bin/true, p50",
            1,
            "to_stopped_event",
            "p50_us",
            "latency",
            "2000",
            "exec",
            "/bin/true"),
        time(
            "exec /bin/true, p99",
            1,
            "to_stopped_event",
            "p99_us",
            "latency",
            "2000",
            "exec",
            "/bin/true"),
        time("spawn to hello, p50", Double.NaN, "spawn_to_hello", "p50_us", "startup", "20"),
        process("test", "test"),
        process("offer-template", "offer-template"),
        memory("memory, idle", "rss_idle", "rss"),
        memory("memory, after 10,000 runs", "rss_end", "concurrent", "10000", "noop"),
        memory("memory, after 1 GiB of 1 KiB", "rss_end", "run", "flood", "1073741824", "1024"));
  }

  private static Row flood(String name, double goal, long bytes, int chunk) {
    return new Row(
        name,
        "MB/s",
        true,
        goal,
        subject ->
            subject
                .drive("run", "flood", Long.toString(bytes), Integer.toString(chunk))
                .get("mb_per_s")
                .asDouble());
  }

  private static Row time(
      String name, double goal, String distribution, String quantile, String... mode) {
    return new Row(
        name,
        "µs",
        false,
        goal,
        subject -> subject.drive(mode).get(distribution).get(quantile).asDouble());
  }

  private static Row process(String name, String phase) {
    return new Row(
        name,
        "ms",
        false,
        Double.NaN,
        subject -> median(IntStream.range(0, 10).mapToDouble(_ -> subject.time(phase))));
  }

  private static Row memory(String name, String key, String... mode) {
    return new Row(
        name,
        "MiB",
        false,
        Double.NaN,
        subject -> {
          JsonNode memory = subject.drive(mode).get(key);
          return memory.get("vm_rss_kib").asDouble() / 1024;
        });
  }

  static double median(DoubleStream figures) {
    List<Double> sorted = figures.sorted().boxed().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  /// The same figure of several rounds.
  record Result(Row row, List<Double> theirs, List<Double> ours) {
    Result {
      theirs = List.copyOf(theirs);
      ours = List.copyOf(ours);
    }

    double theirMedian() {
      return median(theirs.stream().mapToDouble(Double::doubleValue));
    }

    double ourMedian() {
      return median(ours.stream().mapToDouble(Double::doubleValue));
    }

    /// Of each round, sorted.
    List<Double> ratios() {
      return IntStream.range(0, ours.size())
          .mapToObj(i -> ours.get(i) / theirs.get(i))
          .sorted()
          .toList();
    }

    double ratio() {
      return median(ratios().stream().mapToDouble(Double::doubleValue));
    }

    /// Whether the goal is reached; true where there is none.
    boolean reached() {
      return Double.isNaN(row.goal) || (row.rate ? ratio() >= row.goal : ratio() <= row.goal);
    }
  }
}
