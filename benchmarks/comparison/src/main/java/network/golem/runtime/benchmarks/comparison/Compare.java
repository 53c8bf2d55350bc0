package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures two runtimes in turn, for some rounds, and prints a table of medians and ratios.
@Command(
    name = "compare",
    description = "Measure a runtime beside the reference's, in turn, by the published client.",
    mixinStandardHelpOptions = true)
final class Compare implements Callable<Integer> {
  @Option(names = "--driver", required = true, description = "The published client's program.")
  Path driver;

  @Option(names = "--theirs", required = true, description = "The runtime on the Rust SDK.")
  Path theirs;

  @Option(names = "--ours", required = true, description = "The runtime on this SDK.")
  Path ours;

  @Option(
      names = "--before",
      paramLabel = "DIR",
      description = "Another checkout of this project, built: measured in turn with this one.")
  @Nullable Path before;

  @Option(
      names = "--ceiling",
      required = true,
      description = "A peer that does no work, which shows what is possible.")
  Path ceiling;

  @Option(
      names = "--pinned",
      description = "All on one core, beside a neighbour that computes there all the time.")
  boolean pinned;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds. Default: 3.")
  int rounds;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Rows that have this in their names.")
  String only;

  @Option(
      names = "--only-ours",
      description = "Measure neither the Rust SDK nor the ceiling: with --before, a quick look.")
  boolean onlyOurs;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there, too.")
  @Nullable Path json;

  @Option(
      names = "--publish",
      paramLabel = "DIR",
      description =
          "Write docs/benchmarks.json, docs/benchmarks.svg and README.md's sentences about them in"
              + " this checkout. Needs all rows.")
  @Nullable Path publish;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Measure nothing: take the figures from a file that --json wrote.")
  @Nullable Path from;

  @Spec CommandSpec spec;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Compare() {}

  public static void main(String[] words) {
    System.exit(new CommandLine(new Compare()).execute(words));
  }

  @Override
  public Integer call() throws IOException {
    if (publish != null && (!only.isEmpty() || onlyOurs)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--publish needs all rows: leave out --only and --only-ours");
    }
    Comparison comparison = from == null ? measure() : Comparison.read(Files.readString(from));
    if (from != null) {
      out.println(
          Table.head(comparison.results().stream().anyMatch(row -> !row.before().isEmpty())));
      comparison.results().forEach(result -> out.println(Table.line(result)));
    }
    Path file = json;
    if (file != null) {
      Files.writeString(file, comparison.json());
    }
    Path checkout = publish;
    if (checkout != null) {
      new Publication(checkout).write(comparison);
    }
    return 0;
  }

  private Comparison measure() throws IOException {
    if (!pinned) {
      return measure(List.of());
    }
    try (Neighbour _ = new Neighbour()) {
      return measure(Neighbour.PIN);
    }
  }

  private Comparison measure(List<String> prefix) throws IOException {
    Path workdir = Files.createTempDirectory("bench-");
    Subject subject = new Subject(driver, ours.toAbsolutePath(), workdir, prefix);
    Field field =
        new Field(
            new Subject(driver, theirs.toAbsolutePath(), workdir, prefix),
            subject,
            System.getProperty("java.class.path"),
            new Subject(driver, ceiling.toAbsolutePath(), workdir, prefix),
            BareJava.make(subject, workdir));
    Field other = before == null ? null : inPlaceOfOurs(field, before.toAbsolutePath());
    out.println(Table.head(other != null));
    List<Row.Result> results = new ArrayList<>();
    for (Row row : Rows.all()) {
      if (row.name().contains(only)) {
        Row.Result result = (onlyOurs ? row.onlyOurs() : row).measure(field, other, rounds);
        results.add(result);
        out.println(Table.line(result));
      }
    }
    return new Comparison(Runtime.getRuntime().availableProcessors(), rounds, results);
  }

  /// The other checkout's runtime and client, at the paths where its build puts them.
  private static Field inPlaceOfOurs(Field field, Path checkout) {
    Path runtime =
        checkout.resolve("benchmarks/bench-runtime/target/plugins/ya-runtime-bench/bin/bench");
    Path client = checkout.resolve("benchmarks/comparison/target/compare/lib");
    Subject ours = field.ours();
    return field.with(
        new Subject(ours.driver(), runtime, ours.workdir(), ours.prefix()), client + "/*");
  }
}
