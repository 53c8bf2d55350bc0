package network.golem.runtime.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.ProfileException;

/// Writes a report in the XML of JUnit's reports, which most build servers show.
public final class JunitFile {
  private static final double SECOND = 1e9;

  private JunitFile() {}

  /// @param known failures that are expected, which are reported as skipped
  public static void write(Path file, CheckReport report, KnownFailures known)
      throws ProfileException {
    try (var out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      long failures = report.failures().stream().filter(result -> !known.expects(result)).count();
      long skipped =
          report.results().stream().filter(result -> !result.passed()).count() - failures;
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", report.runtime());
      xml.writeAttribute("tests", Integer.toString(report.results().size()));
      xml.writeAttribute("failures", Long.toString(failures));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", Long.toString(skipped));
      xml.writeAttribute("time", seconds(report.took().toNanos()));
      xml.writeCharacters("\n");
      xml.writeStartElement("properties");
      xml.writeEmptyElement("property");
      xml.writeAttribute("name", "requirements");
      xml.writeAttribute("value", report.requirements());
      xml.writeEndElement();
      xml.writeCharacters("\n");
      for (CheckResult result : report.results()) {
        testCase(xml, result, known);
      }
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (IOException | XMLStreamException e) {
      throw new ProfileException("cannot write " + file + ": " + e.getMessage());
    }
  }

  private static void testCase(XMLStreamWriter xml, CheckResult result, KnownFailures known)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "check." + result.check().group());
    xml.writeAttribute(
        "name", result.check().id() + " " + String.join(" ", result.check().requirementIds()));
    xml.writeAttribute("time", seconds(result.took().toNanos()));
    switch (result.verdict()) {
      case CheckResult.Passed _ -> {}
      case CheckResult.Failed failed -> {
        if (known.expects(result)) {
          skipped(xml, "known failure: " + failed.message());
        } else {
          xml.writeStartElement("failure");
          xml.writeAttribute("type", result.check().severity().toString());
          xml.writeAttribute("message", valid(failed.message()));
          xml.writeCharacters(valid(String.join("\n", failed.exchange()) + "\n" + failed.stderr()));
          xml.writeEndElement();
        }
      }
      case CheckResult.Skipped skipped -> skipped(xml, skipped.reason());
      case CheckResult.NotReached missing ->
          skipped(xml, "not reached: " + missing.prerequisite() + " failed");
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static void skipped(XMLStreamWriter xml, String reason) throws XMLStreamException {
    xml.writeEmptyElement("skipped");
    xml.writeAttribute("message", valid(reason));
  }

  /// Without the characters that XML does not have.
  private static String valid(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / SECOND);
  }
}
