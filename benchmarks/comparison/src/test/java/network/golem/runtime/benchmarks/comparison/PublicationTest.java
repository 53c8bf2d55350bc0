package network.golem.runtime.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import network.golem.runtime.benchmarks.comparison.Figure.Measured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The files that `--publish` writes, with figures that are easy to recognize: the Rust SDK has 10
/// in each row, this SDK 20, and the ceiling is 40.
class PublicationTest {
  private static final Comparison COMPARISON =
      new Comparison(
          2,
          3,
          Rows.all().stream()
              .map(row -> new Row.Result(row, of(10), List.of(), of(20), of(40)))
              .toList());

  @TempDir Path checkout;
  private Publication publication;
  private Path readme;

  private static List<Measured> of(double value) {
    return List.of(Measured.of(value), Measured.of(value), Measured.of(value));
  }

  @BeforeEach
  void checkout() throws Exception {
    Files.createDirectory(checkout.resolve("docs"));
    readme = Files.copy(Path.of("../../README.md"), checkout.resolve("README.md"));
    publication = new Publication(checkout);
  }

  @Test
  void readmeTellsTheFiguresBetweenItsMarks() throws Exception {
    String before = Files.readString(readme);

    publication.write(COMPARISON);

    String after = Files.readString(readme);
    assertThat(after)
        .contains(
            "10,000 short runs at once finish 2.0 times as fast",
            "These are medians of 3 rounds on a machine with 2 cores.")
        .startsWith(before.substring(0, before.indexOf("<!-- from here")))
        .endsWith(before.substring(before.indexOf("<!-- up to here")));
    publication.write(COMPARISON);
    assertThat(readme).hasContent(after);
  }

  @Test
  void figuresStayTheSameWhenWrittenAndRead() throws Exception {
    publication.write(COMPARISON);

    assertThat(publication.figures().json()).isEqualTo(COMPARISON.json());
  }

  /// Rates to the right of the line at 1, times and sizes to its left, and nothing beyond the
  /// picture.
  @Test
  void plotShowsEachRowAndClipsNothing() throws Exception {
    publication.write(COMPARISON);

    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(publication.plot().getBytes(StandardCharsets.UTF_8)));
    double width = number(svg.getDocumentElement(), "width");
    NodeList bars = svg.getElementsByTagName("rect");
    int better = 0;
    for (int i = 1; i < bars.getLength(); i++) { // the first is the background
      Element bar = (Element) bars.item(i);
      assertThat(number(bar, "x")).isPositive();
      assertThat(number(bar, "x") + number(bar, "width")).isLessThan(width);
      better += bar.getAttribute("class").equals("better") ? 1 : 0;
    }
    assertThat(bars.getLength() - 1).isEqualTo(Rows.all().size());
    assertThat(better).isEqualTo(Rows.all().stream().filter(Row::rate).count());
    assertThat(svg.getElementsByTagName("text").getLength()).isGreaterThan(2 * Rows.all().size());
  }

  @Test
  void missingRowIsNamed() {
    Comparison part = new Comparison(2, 3, COMPARISON.results().subList(0, 1));

    assertThatThrownBy(() -> publication.write(part))
        .hasMessageContaining("the README needs the whole table, and it has no row \"");
    assertThat(checkout.resolve("docs")).isEmptyDirectory();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
