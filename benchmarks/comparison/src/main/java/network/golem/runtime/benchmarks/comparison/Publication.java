package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a checkout tells about one comparison: all figures in `docs/benchmarks.json`, and made from
/// them the plot `docs/benchmarks.svg` and the sentences between two marks in `README.md`.
final class Publication {
  private static final String BEGIN =
      "<!-- from here to the next mark, benchmarks/run --publish writes -->\n";
  private static final String END = "<!-- up to here -->\n";

  private final Path figures;
  private final Path plot;
  private final Path readme;

  Publication(Path checkout) {
    figures = checkout.resolve("docs/benchmarks.json");
    plot = checkout.resolve("docs/benchmarks.svg");
    readme = checkout.resolve("README.md");
  }

  /// @throws IllegalArgumentException if not all rows have been measured, or README.md has no marks
  void write(Comparison comparison) throws IOException {
    String text = readme(comparison);
    Files.writeString(figures, comparison.json());
    Files.writeString(plot, new Plot(comparison.results()).svg());
    Files.writeString(readme, text);
  }

  Comparison figures() throws IOException {
    return Comparison.read(Files.readString(figures));
  }

  String plot() throws IOException {
    return Files.readString(plot);
  }

  String readme() throws IOException {
    return Files.readString(readme);
  }

  /// README.md as it is, with the sentences that belong to these figures.
  String readme(Comparison comparison) throws IOException {
    String text = readme();
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          readme + " needs two lines between which the sentences go: " + BEGIN + END);
    }
    return text.substring(0, begin + BEGIN.length())
        + "\n"
        + new Prose(comparison).markdown()
        + "\n\n"
        + text.substring(end);
  }
}
