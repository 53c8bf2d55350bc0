package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The names of modules, packages and public types, read from the sources of all modules.
class PublicNamesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String PROJECT = "network.golem.runtime";
  private static final Pattern PUBLIC =
      Pattern.compile(
          "^public (?:(?:final|abstract|sealed|non-sealed) )*(?:class|record|@?interface|enum)"
              + " (\\w+)",
          Pattern.MULTILINE);
  private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");
  private static final Pattern MODULE = Pattern.compile("^module (\\S+)", Pattern.MULTILINE);

  /// The directories of modules with sources, relative to the root.
  static List<Path> modules() throws IOException {
    List<Path> modules = new ArrayList<>();
    for (Path directory : directories(ROOT)) {
      modules.add(directory);
      modules.addAll(directories(directory));
    }
    modules.removeIf(
        each -> !Files.exists(each.resolve("pom.xml")) || !Files.isDirectory(each.resolve("src")));
    return modules.stream().map(ROOT::relativize).sorted().toList();
  }

  private static List<Path> directories(Path parent) throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static List<Path> sources(Path module, String kind) throws IOException {
    Path sources = ROOT.resolve(module).resolve("src").resolve(kind).resolve("java");
    if (!Files.isDirectory(sources)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(sources::relativize)
          .toList();
    }
  }

  @Test
  void publicTypeNamesAreUniqueAcrossModules() throws IOException {
    Map<String, TreeSet<Path>> modulesByName = new TreeMap<>();
    for (Path module : modules()) {
      for (Path source : sources(module, "main")) {
        Path file = ROOT.resolve(module).resolve("src/main/java").resolve(source);
        Matcher type = PUBLIC.matcher(Files.readString(file));
        if (type.find()) {
          modulesByName.computeIfAbsent(type.group(1), _ -> new TreeSet<>()).add(module);
        }
      }
    }
    assertThat(modulesByName).hasSizeGreaterThan(100);
    modulesByName.values().removeIf(modules -> modules.size() == 1);
    assertThat(modulesByName).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void directoryArtifactAndPackageNamesMatch(Path module) throws IOException {
    String artifact = artifact(module);
    assertThat(artifact).endsWith("-" + module.getFileName());

    String name = PROJECT + "." + module.toString().replace("-", "").replace('/', '.');
    List<String> packages = new ArrayList<>();
    for (String kind : List.of("main", "test")) {
      sources(module, kind).stream()
          .filter(source -> source.getNameCount() > 1)
          .map(source -> source.getParent().toString().replace('/', '.'))
          .forEach(packages::add);
    }
    assertThat(packages).isNotEmpty().allMatch(each -> (each + ".").startsWith(name + "."));

    Path declaration = ROOT.resolve(module).resolve("src/main/java/module-info.java");
    if (Files.exists(declaration)) {
      Matcher declared = MODULE.matcher(Files.readString(declaration));
      assertThat(declared.find()).isTrue();
      assertThat(declared.group(1)).isEqualTo(name);
    }
  }

  private static String artifact(Path module) throws IOException {
    String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    Matcher artifact = ARTIFACT.matcher(PARENT.matcher(pom).replaceFirst(""));
    assertThat(artifact.find()).isTrue();
    return artifact.group(1);
  }
}
