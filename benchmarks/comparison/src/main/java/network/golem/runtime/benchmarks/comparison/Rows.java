package network.golem.runtime.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import network.golem.runtime.benchmarks.comparison.Figure.Measured;
import tools.jackson.databind.JsonNode;

/// All rows of the comparison.
final class Rows {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final int STARTS = 10;

  private Rows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(in(Group.OUTPUT, output()));
    rows.addAll(in(Group.LATENCY, latencies()));
    rows.addAll(in(Group.AT_ONCE, atOnce()));
    rows.addAll(in(Group.START, starts()));
    rows.addAll(in(Group.SIZE, sizes()));
    return rows;
  }

  private static List<Row> in(Group group, List<Row> rows) {
    return rows.stream().map(row -> row.in(group)).toList();
  }

  private static List<Row> output() {
    return List.of(
        flood("output, events of 1 KiB, 64 MiB", 64 * MIB, 1024).with(Goal.ratio(30)),
        flood("output, events of 1 KiB, 1 GiB", GIB, 1024).with(Goal.ratio(50)),
        flood("output, events of 8 KiB, 1 GiB", GIB, 8192).with(Goal.ratio(10)),
        flood("output, events of 64 KiB, 1 GiB", GIB, 65536).with(Goal.ratio(1.8)),
        unflushed(),
        counter(),
        reader());
  }

  private static List<Row> atOnce() {
    return List.of(
        floodOfMany(10),
        floodOfMany(100),
        floodOfMany(1000),
        atOnce("runs, %,d at once", 10, "noop"),
        atOnce("runs, %,d at once", 100, "noop"),
        atOnce("runs, %,d at once", 1000, "noop"),
        atOnce("runs, %,d at once", 10_000, "noop").with(Goal.ratio(6)),
        atOnce("exec /bin/true, %,d at once", 10, "exec", "/bin/true"),
        atOnce("exec /bin/true, %,d at once", 100, "exec", "/bin/true"));
  }

  private static Row of(String name, String unit, boolean rate, Function<Subject, Measured> of) {
    return new Row(
        Group.OUTPUT,
        name,
        unit,
        rate,
        Goal.NONE,
        field -> of.apply(field.theirs()),
        field -> of.apply(field.ours()),
        field -> of.apply(field.ceiling()));
  }

  private static Row flood(String name, long bytes, int chunk) {
    return of(name, "MB/s", true, subject -> flood(subject, "flood", bytes, chunk));
  }

  private static Measured flood(Subject subject, String command, long bytes, int chunk) {
    JsonNode seen = subject.drive("run", command, Long.toString(bytes), Integer.toString(chunk));
    return new Measured(seen.get("mb_per_s").asDouble(), seen.get("events").asLong());
  }

  /// Prints as an author would: the reference has no such command, and sends each chunk.
  private static Row unflushed() {
    return new Row(
        Group.OUTPUT,
        "output, 1 KiB a print, no flush, 1 GiB",
        "MB/s",
        true,
        Goal.NONE,
        field -> flood(field.theirs(), "flood", GIB, 1024),
        field -> flood(field.ours(), "flood-unflushed", GIB, 1024),
        field -> flood(field.ceiling(), "flood", GIB, 65536));
  }

  private static Row floodOfMany(int commands) {
    String each = Long.toString(64 * MIB / commands);
    return of(
        String.format(Locale.ROOT, "output, 1 KiB, 64 MiB by %,d commands", commands),
        "MB/s",
        true,
        subject -> {
          JsonNode seen =
              subject.drive("concurrent", Integer.toString(commands), "flood", each, "1024");
          return Measured.of(64 * MIB / seen.get("secs").asDouble() / 1e6);
        });
  }

  private static Row counter() {
    int updates = 100_000;
    return of(
        "counter updates",
        "k/s",
        true,
        subject -> {
          JsonNode seen = subject.drive("run", "counter", Integer.toString(updates));
          return Measured.of(updates / seen.get("secs").asDouble() / 1e3);
        });
  }

  private static Row atOnce(String name, int commands, String... line) {
    List<String> words = new ArrayList<>(List.of("concurrent", Integer.toString(commands)));
    words.addAll(List.of(line));
    return of(
        String.format(Locale.ROOT, name, commands),
        "runs/s",
        true,
        subject -> Measured.of(subject.drive(words).get("per_s").asDouble()));
  }

  private static List<Row> latencies() {
    return List.of(
        time("hello, p50", "hello", "p50_us", "hello", "10000").with(Goal.ratio(0.4)),
        time("hello, p99", "hello", "p99_us", "hello", "10000").with(Goal.ratio(1)),
        command("run noop, p50", "p50_us", "10000", "noop").with(Goal.ratio(0.4)),
        command("run noop, p99", "p99_us", "10000", "noop").with(Goal.ratio(1)),
        command("exec /bin/true, the first 200, p50", "p50_us", "200", "exec", "/bin/true")
            .with(Goal.ratio(1.11)),
        command("exec /bin/true, p50", "p50_us", "2000", "exec", "/bin/true").with(Goal.ratio(1)),
        command("exec /bin/true, p99", "p99_us", "2000", "exec", "/bin/true").with(Goal.ratio(2)));
  }

  private static Row command(String name, String quantile, String times, String... line) {
    List<String> mode = new ArrayList<>(List.of("latency", times));
    mode.addAll(List.of(line));
    return time(name, "to_stopped_event", quantile, mode.toArray(String[]::new));
  }

  private static Row time(String name, String distribution, String quantile, String... mode) {
    return of(
        name,
        "µs",
        false,
        subject ->
            Measured.of(subject.drive(List.of(mode)).get(distribution).get(quantile).asDouble()));
  }

  /// The ceiling of these rows is a Java that does nothing.
  private static List<Row> starts() {
    Figure bare = field -> Measured.of(median(field.bare()::time));
    return List.of(
        of(
                "spawn to hello",
                "ms",
                false,
                subject ->
                    Measured.of(
                        subject
                                .drive("startup", Integer.toString(STARTS))
                                .get("spawn_to_hello")
                                .get("p50_us")
                                .asDouble()
                            / 1e3))
            .with(Goal.ceiling(1.7))
            .under(bare),
        activities("20 started at once, all greeted", "ms", Activities::millis),
        phase("test, with its check of the caches", "test").under(bare),
        phase("offer-template", "offer-template").with(Goal.ceiling(1.4)).under(bare),
        phase("deploy", "deploy").with(Goal.ceiling(1.5)).under(bare));
  }

  private static Row phase(String name, String phase) {
    return of(name, "ms", false, subject -> Measured.of(median(() -> subject.time(phase))));
  }

  /// Their ceiling is as many of a Java that has nothing to do.
  private static Row activities(String name, String unit, ToDoubleFunction<Activities> figure) {
    return new Row(
        Group.START,
        name,
        unit,
        false,
        Goal.NONE,
        field -> Measured.of(figure.applyAsDouble(Activities.of(field.theirs()))),
        field -> Measured.of(figure.applyAsDouble(Activities.of(field.ours()))),
        field -> Measured.of(figure.applyAsDouble(Activities.of(field.bare()))));
  }

  private static double median(DoubleSupplier once) {
    return Row.median(IntStream.range(0, STARTS).mapToObj(_ -> once.getAsDouble()));
  }

  private static List<Row> sizes() {
    return List.of(
        memory("memory, idle", "rss_idle", "rss")
            .with(Goal.figure(55))
            .under(field -> Measured.of(field.bare().memory())),
        activities("memory, 20 activities, PSS each", "MiB", Activities::pssMib)
            .with(Goal.figure(17)),
        memory("memory, after 10,000 runs", "rss_end", "concurrent", "10000", "noop"),
        memory(
            "memory, after 1 GiB of 1 KiB", "rss_end", "run", "flood", Long.toString(GIB), "1024"),
        size("directory", Subject::directorySize),
        size("archive", Subject::archiveSize).with(Goal.figure(30)));
  }

  private static Row memory(String name, String key, String... mode) {
    return of(
        name,
        "MiB",
        false,
        subject ->
            Measured.of(subject.drive(List.of(mode)).get(key).get("vm_rss_kib").asDouble() / 1024));
  }

  private static Row size(String name, Function<Subject, Double> size) {
    return new Row(
        Group.SIZE,
        name,
        "MB",
        false,
        Goal.NONE,
        Figure.NONE,
        field -> Measured.of(size.apply(field.ours())),
        Figure.NONE);
  }

  /// Our own client and the reference's, both reading from the peer that does no work.
  private static Row reader() {
    return new Row(
        Group.OUTPUT,
        "our supervisor reads, 1 KiB, 1 GiB",
        "MB/s",
        true,
        Goal.NONE,
        field -> flood(field.ceiling(), "flood", GIB, 1024),
        field -> Measured.of(Reading.rate(field.ceiling(), field.client(), GIB, 1024)),
        Figure.NONE);
  }
}
