package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// The code in the documentation of the entrance packages compiles, and its tests succeed. A block
/// is a class, or statements that continue those of the previous block.
class EntrancePackagesTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:public |final |abstract )*(?:class|record|interface) (\\w+)", Pattern.MULTILINE);

  /// The imports that a reader's IDE would add.
  private static final String IMPORTS =
      """
      package tutorial;
      import static org.assertj.core.api.Assertions.assertThat;
      import java.io.IOException;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.*;
      import java.util.function.Consumer;
      import java.util.stream.Stream;
      import network.golem.runtime.sdk.*;
      import network.golem.runtime.supervisor.*;
      import network.golem.runtime.supervisor.model.*;
      import network.golem.runtime.testkit.*;
      import org.junit.jupiter.api.*;
      import picocli.CommandLine.Option;
      """;

  @TempDir Path folder;

  private static Map<String, String> sources(String module) throws IOException {
    String documentation =
        Files.readAllLines(
                Path.of("..", module, "src/main/java/network/golem/runtime", module)
                    .resolve("package-info.java"))
            .stream()
            .filter(line -> line.startsWith("///"))
            .map(line -> line.replaceFirst("/// ?", ""))
            .collect(Collectors.joining("\n", "", "\n"));
    Map<String, String> sources = new LinkedHashMap<>();
    StringBuilder statements = new StringBuilder();
    for (MatchResult block : BLOCK.matcher(documentation).results().toList()) {
      Matcher type = TYPE.matcher(block.group(1));
      if (type.find()) {
        sources.put(type.group(1), IMPORTS + block.group(1));
      } else {
        statements.append(block.group(1));
      }
    }
    assertThat(sources.size() + statements.length()).as("code in %s", module).isPositive();
    sources.put(
        "Statements",
        IMPORTS + "class Statements { void all() throws Exception {\n" + statements + "}}");
    return sources;
  }

  private void compile(Map<String, String> sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      files.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of("-proc:none", "-d", folder.toString()),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromPaths(files))
            .call();
    assertThat(compiled).as(said.toString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk", "supervisor"})
  void exampleCodeCompiles(String module) throws IOException {
    compile(sources(module));
  }

  @Test
  void exampleTestsSucceed() throws Exception {
    compile(sources("testkit"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClass(loader.loadClass("tutorial.GreeterTest")))
              .build();
      SummaryGeneratingListener summary = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, summary);

      assertThat(summary.getSummary().getFailures()).isEmpty();
      assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(3);
    }
  }
}
