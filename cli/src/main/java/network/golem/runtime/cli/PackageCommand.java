package network.golem.runtime.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.packager.Main;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime package JAR…`: makes a plugin directory of a runtime's jars.
@Command(
    name = "package",
    description =
        "Package a runtime's jars: a directory that installs by copying, and an archive of it.",
    footer = {
      "",
      "A Maven project has the same from the goal 'package' of golem-runtime-maven-plugin.",
      "The exit code is 0 when the runtime is packaged, 1 when something is in the way; then"
          + " nothing was written."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class PackageCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "JAR",
      arity = "1..*",
      description =
          "The runtime's jar, and then all that it needs, in the order of the class path. A"
              + " directory stands for the jars in it.")
  List<Path> jars;

  @Option(
      names = "--main",
      paramLabel = "CLASS",
      description =
          "The class with main and @RuntimeDef. Default: the first jar's manifest names it.")
  @Nullable String main;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/plugins",
      description = "The plugin directory; it is made anew. Default: ${DEFAULT-VALUE}.")
  Path output;

  @Option(
      names = "--java",
      paramLabel = "KIND",
      defaultValue = "linked",
      description =
          "linked: the runtime gets a Java of its own with a start-up cache; build: it is started"
              + " by the JDK that packages it. Default: ${DEFAULT-VALUE}.")
  JavaKind java;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "For the runtime's Java, such as -Xmx64m. May be repeated.")
  List<String> jvmOptions = new ArrayList<>();

  @Option(
      names = "--add-modules",
      paramLabel = "MODULE",
      split = ",",
      description =
          "Modules of the JDK, beside those that the jars name: for services, such as jdk.zipfs,"
              + " jdk.localedata.")
  List<String> modules = new ArrayList<>();

  @Option(
      names = "--training",
      paramLabel = "SCRIPT",
      description =
          "An ExeScript whose runs the start-up cache is trained with: the runtime's own start is"
              + " called for it, while it is packaged.")
  @Nullable Path training;

  @Option(
      names = "--jdk",
      paramLabel = "DIR",
      description =
          "The JDK 25 that packages, and whose modules the runtime gets. Default: JAVA_HOME, or the"
              + " one that this command runs on.")
  @Nullable Path jdk;

  /// Where a runtime's Java comes from, by the packager's words.
  enum JavaKind {
    linked,
    build
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> all = allJars();
    List<String> words =
        new ArrayList<>(
            List.of(
                jdk().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                packager().toString(),
                Main.class.getName(),
                "runtime",
                "--main",
                mainClass(all.getFirst()),
                "--jar",
                all.getFirst().toString(),
                "--class-path",
                all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "--output",
                output.toString(),
                "--java",
                java.name()));
    if (!jvmOptions.isEmpty()) {
      words.addAll(
          List.of(
              "--jvm-options",
              jvmOptions.stream().map(PackageCommand::quoted).collect(Collectors.joining(" "))));
    }
    if (!modules.isEmpty()) {
      words.addAll(List.of("--modules", String.join(",", modules)));
    }
    if (training != null) {
      words.addAll(List.of("--training", training.toString()));
    }
    return runToItsEnd(words);
  }

  private static int runToItsEnd(List<String> words) throws IOException, InterruptedException {
    Process packager = new ProcessBuilder(words).inheritIO().start();
    // who ends this command means all of it
    Runtime.getRuntime().addShutdownHook(new Thread(packager::destroy, "end"));
    return packager.waitFor();
  }

  /// One word of the packager's options, whatever is in it.
  private static String quoted(String word) {
    return "'" + word.replace("'", "'\"'\"'") + "'";
  }

  private List<Path> allJars() throws IOException {
    Set<Path> all = new LinkedHashSet<>();
    for (Path named : jars) {
      if (Files.isDirectory(named)) {
        try (Stream<Path> inside = Files.list(named)) {
          inside.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(all::add);
        }
      } else {
        all.add(named);
      }
    }
    if (all.isEmpty()) {
      throw wrong("there is no jar in " + jars.getFirst());
    }
    for (Path jar : all) {
      if (!Files.isRegularFile(jar)) {
        throw wrong(jar + " is no file");
      }
    }
    return List.copyOf(all);
  }

  private String mainClass(Path jar) {
    String named = main;
    if (named != null) {
      return named;
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      return Optional.ofNullable(file.getManifest())
          .map(Manifest::getMainAttributes)
          .map(attributes -> attributes.getValue(Attributes.Name.MAIN_CLASS))
          .orElseThrow(() ->
              wrong(
                  "which class is the runtime? The manifest of "
                      + jar
                      + " names none: say --main CLASS"));
    } catch (IOException e) {
      throw wrong(jar + " is no jar that can be read: " + e.getMessage());
    }
  }

  private Path jdk() {
    Path named = jdk;
    if (named != null) {
      if (!Jdk.isNewEnough(named)) {
        throw wrong("--jdk " + named + " is no JDK " + Jdk.OLDEST + " or newer");
      }
      return named;
    }
    String home = Objects.requireNonNullElse(System.getenv("JAVA_HOME"), "");
    return Stream.of(Path.of(home), Path.of(System.getProperty("java.home")))
        .filter(Jdk::isNewEnough)
        .findFirst()
        .orElseThrow(() -> wrong("a JDK 25 is needed to package a runtime: say --jdk DIR"));
  }

  private static Path packager() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
