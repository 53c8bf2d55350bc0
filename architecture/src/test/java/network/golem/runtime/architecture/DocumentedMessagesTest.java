package network.golem.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The messages that `docs/troubleshooting.md` explains are those of the tools: each constant part
/// is a string of the sources.
class DocumentedMessagesTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of("cli", "maven-plugin", "packager", "provider", "sdk", "supervisor");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`([^|]*)\\|");
  private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  /// Also the checkout's script, whose messages are in one piece.
  private static String said;

  @BeforeAll
  static void read() throws IOException {
    StringBuilder all = new StringBuilder(Files.readString(ROOT.resolve("golem-runtime")));
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          all.append(Files.readString(file));
        }
      }
    }
    said = CONCATENATION.matcher(all).replaceAll("");
  }

  /// A message followed by words is somebody else's, such as Java's own.
  static List<String> messages() throws IOException {
    List<String> messages =
        ROW.matcher(Files.readString(ROOT.resolve("docs/troubleshooting.md")))
            .results()
            .filter(row -> row.group(2).isBlank())
            .map(row -> row.group(1))
            .collect(Collectors.toList());
    assertThat(messages).hasSizeGreaterThan(40);
    return messages;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aToolSaysIt(String message) {
    for (String part : message.split("…")) {
      if (part.length() > 3) {
        assertThat(said).as(message).contains(part.replace("\"", "\\\""));
      }
    }
  }
}
