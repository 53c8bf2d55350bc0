package network.golem.runtime.projecttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The first part of the guide, followed to the letter: each command is executed, and each fragment
/// of Java put where the guide says, in the order in which they stand there.
@Timeout(600)
class GuideTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(bash|java|text)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final String CREATE = "golem-runtime new";
  private static final String LINK = "mvn package -Druntime.java=linked\n";

  @TempDir Path temp;
  private Desk desk;
  private Path project;

  private record Block(String kind, String text) {}

  @BeforeEach
  void desk() throws IOException {
    desk = Desk.in(Files.createDirectory(temp.resolve("a home")));
    project = temp.resolve("hello");
  }

  @AfterEach
  void close() throws IOException {
    desk.close();
  }

  private static List<Block> blocks() throws IOException {
    String guide = Files.readString(Path.of("../docs/guide.md"));
    String part =
        guide.substring(
            guide.indexOf("\n# Your first runtime\n"),
            guide.indexOf("\n# What a runtime can do\n"));
    return BLOCK
        .matcher(part)
        .results()
        .map(block -> new Block(block.group(1), block.group(2)))
        .toList();
  }

  @Test
  void leadsToATestedAndInstalledRuntime() throws Exception {
    List<Block> blocks = blocks();
    assertThat(blocks).hasSizeGreaterThan(10);
    String said = "";
    boolean fails = false;
    for (Block block : blocks) {
      switch (block.kind()) {
        case "java" -> fails = put(block.text());
        case "bash" -> said = execute(block.text(), fails);
        default -> {
          if (fails) {
            assertThat(timeless(said))
                .contains(timeless(block.text()).lines().map(String::strip).toList());
          }
        }
      }
    }
    assertThat(said).contains("hello 1.0.0", "remove");
  }

  private String execute(String commands, boolean fails) throws Exception {
    if (commands.equals(LINK) && System.getProperty("golem.test.java").equals("build")) {
      return ""; // takes long, and is tested elsewhere
    }
    String line = "set -e\n" + commands;
    Desk.Ended ended = desk.call(commands.startsWith(CREATE) ? temp : project, line);
    assertThat(ended.code() != 0).as(line + ended.said()).isEqualTo(fails);
    return ended.said();
  }

  /// @return whether the project's tests fail now
  private boolean put(String code) throws IOException {
    Path runtime = project.resolve("src/main/java/com/example/hello/Hello.java");
    Path test = project.resolve("src/test/java/com/example/hello/HelloTest.java");
    if (code.startsWith("@Test\n")) {
      String before = Files.readString(test);
      int end = before.lastIndexOf('}');
      Files.writeString(test, before.substring(0, end) + "\n" + code.indent(2) + "}\n");
      return true;
    }
    String before = Files.readString(runtime);
    if (code.startsWith("@Override\n")) {
      int begin = before.indexOf("  @Override\n  public int run(");
      int end = before.indexOf("\n  }\n", begin) + "\n  }\n".length();
      Files.writeString(
          runtime, before.substring(0, begin) + code.indent(2) + before.substring(end));
    } else {
      assertThat(plain(before)).contains(plain(code));
    }
    return false;
  }

  private static String timeless(String text) {
    return text.replaceAll("[0-9]+ ms", "TIME");
  }

  /// Removes indentation and empty lines.
  private static String plain(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
