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
import picocli.CommandLine.Option;

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

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there, too.")
  @Nullable Path json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the ratios there, too.")
  @Nullable Path svg;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Compare() {}

  public static void main(String[] words) {
    System.exit(new CommandLine(new Compare()).execute(words));
  }

  @Override
  public Integer call() throws IOException {
    if (!pinned) {
      return compare(List.of());
    }
    try (Neighbour _ = new Neighbour()) {
      return compare(Neighbour.PIN);
    }
  }

  private int compare(List<String> prefix) throws IOException {
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
        Row.Result result = row.measure(field, other, rounds);
        results.add(result);
        out.println(Table.line(result));
      }
    }
    Path file = json;
    if (file != null) {
      Files.writeString(file, Table.json(results) + "\n");
    }
    Path picture = svg;
    if (picture != null) {
      Files.writeString(picture, new Plot(results).svg());
    }
    return 0;
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
