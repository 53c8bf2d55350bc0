package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Measures two runtimes in turn, some rounds, and prints a table of medians and ratios.
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
    Path workdir = Files.createTempDirectory("bench-");
    Subject reference = new Subject(driver, theirs.toAbsolutePath(), workdir);
    Subject subject = new Subject(driver, ours.toAbsolutePath(), workdir);
    List<Row.Result> results = new ArrayList<>();
    out.printf(
        Locale.ROOT,
        "%-32s %12s %12s  %-6s %8s  %-17s %s%n",
        "",
        "Rust SDK",
        "this SDK",
        "",
        "ratio",
        "(of rounds)",
        "goal");
    for (Row row : Row.all()) {
      if (row.name().contains(only)) {
        Row.Result result = measure(row, reference, subject);
        results.add(result);
        out.println(line(result));
      }
    }
    Path file = json;
    if (file != null) {
      Files.writeString(file, json(results) + "\n");
    }
    Path picture = svg;
    if (picture != null) {
      Files.writeString(picture, new Plot(results).svg());
    }
    return 0;
  }

  private Row.Result measure(Row row, Subject reference, Subject subject) {
    List<Double> theirFigures = new ArrayList<>();
    List<Double> ourFigures = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      theirFigures.add(row.figure().applyAsDouble(reference));
      ourFigures.add(row.figure().applyAsDouble(subject));
    }
    return new Row.Result(row, theirFigures, ourFigures);
  }

  private static String line(Row.Result result) {
    List<Double> ratios = result.ratios();
    double goal = result.row().goal();
    return String.format(
        Locale.ROOT,
        "%-32s %12.1f %12.1f  %-6s %8.2f  %-17s %s",
        result.row().name(),
        result.theirMedian(),
        result.ourMedian(),
        result.row().unit(),
        result.ratio(),
        String.format(Locale.ROOT, "(%.2f to %.2f)", ratios.getFirst(), ratios.getLast()),
        Double.isNaN(goal)
            ? ""
            : (result.row().rate() ? "≥ " : "≤ ") + goal + (result.reached() ? " ✓" : " ✗"));
  }

  private static String json(List<Row.Result> results) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (Row.Result result : results) {
      ObjectNode object = array.addObject();
      object.put("name", result.row().name());
      object.put("unit", result.row().unit());
      object.put("ratio", result.ratio());
      ArrayNode rust = object.putArray("rust");
      ArrayNode java = object.putArray("java");
      result.theirs().forEach(rust::add);
      result.ours().forEach(java::add);
    }
    return array.toPrettyString();
  }
}
