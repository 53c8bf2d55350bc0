package network.golem.runtime.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
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
import network.golem.runtime.packager.call.ChildProcess;
import network.golem.runtime.packager.call.PackagerCall;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime package JAR…`: packages a runtime's jars as a plugin directory.
@Command(
    name = "package",
    description =
        "Package a runtime's jars as a directory that is installed by copying it, and as an"
            + " archive.",
    footer = {
      "",
      "In a Maven project, the goal 'package' of golem-runtime-maven-plugin does the same.",
      "",
      "The exit code is 0 if the runtime was packaged, 1 if not, 2 if the arguments are invalid."
          + " Nothing is written unless it is 0."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class PackageCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "JAR",
      arity = "1..*",
      description =
          "The runtime's jar, followed by everything it needs, in class path order. A directory"
              + " stands for the jars in it.")
  List<Path> jars;

  @Option(
      names = "--main",
      paramLabel = "CLASS",
      description =
          "The class with main and @RuntimeDef. Default: the main class in the first jar's"
              + " manifest.")
  @Nullable String main;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/plugins",
      description =
          "The plugin directory to create; a previous one is replaced. Default: ${DEFAULT-VALUE}.")
  Path output;

  @Option(
      names = "--java",
      paramLabel = "KIND",
      defaultValue = "linked",
      description =
          "linked: the runtime gets its own Java, with start-up caches; build: it runs on the JDK"
              + " that packages it. Default: ${DEFAULT-VALUE}.")
  JavaKind java;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "An option for the runtime's Java, such as -Xmx64m. May be repeated.")
  List<String> jvmOptions = new ArrayList<>();

  @Option(
      names = "--add-modules",
      paramLabel = "MODULES",
      split = ",",
      hideParamSyntax = true,
      description =
          "Additional JDK modules that no jar declares, such as service providers, separated by"
              + " commas: jdk.zipfs,jdk.localedata.")
  List<String> modules = new ArrayList<>();

  @Option(
      names = "--training",
      paramLabel = "SCRIPT",
      description =
          "An ExeScript that trains the start-up caches. Packaging plays its runs, after calling"
              + " the runtime's own deploy and start.")
  @Nullable Path training;

  @Option(
      names = "--training-package",
      paramLabel = "FILE",
      description = "The task package that the runs of the training script need.")
  @Nullable Path trainingPackage;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description =
          "A directory that is copied into the package, such as native libraries and licences. The"
              + " runtime finds it by the system property golem.runtime.files.")
  @Nullable Path files;

  @Option(
      names = "--compression",
      paramLabel = "KIND",
      defaultValue = "gzip",
      description =
          "How the archive is compressed: gzip, xz (a quarter smaller, but slow to write) or zstd."
              + " Needs the program of that name. Default: ${DEFAULT-VALUE}.")
  Compression compression;

  @Option(
      names = "--jdk",
      paramLabel = "DIR",
      description =
          "The JDK 25 to package with; the runtime gets its modules. Default: JAVA_HOME, or the"
              + " one that this command runs on.")
  @Nullable Path jdk;

  /// The source of a runtime's Java, in the packager's terms.
  enum JavaKind {
    linked,
    build
  }

  /// The compression of the archive, in the packager's terms.
  enum Compression {
    gzip,
    xz,
    zstd
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> all = allJars();
    List<String> words =
        new ArrayList<>(
            List.of(
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
                java.name(),
                "--compression",
                compression.name()));
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
    if (trainingPackage != null) {
      words.addAll(List.of("--training-package", trainingPackage.toString()));
    }
    if (files != null) {
      words.addAll(List.of("--files", files.toString()));
    }
    return packaged(new PackagerCall(jdk(), packager(), words));
  }

  /// On a terminal, it shows what it is doing.
  private static int packaged(PackagerCall call) throws IOException, InterruptedException {
    Style style = Style.ofTerminal();
    if (!style.live()) {
      return ChildProcess.awaitEnd(call.process().inheritIO().start());
    }
    Process packager = call.withSteps().process().start();
    try (Progress progress = new Progress(style)) {
      Thread complaints =
          Thread.ofVirtual()
              .start(() ->
                  packager
                      .errorReader(StandardCharsets.UTF_8)
                      .lines()
                      .forEach(line -> progress.print(System.err, line)));
      int code =
          ChildProcess.awaitEnd(
              packager,
              line -> {
                if (line.startsWith(PackagerCall.STEP)) {
                  progress.show(line.substring(PackagerCall.STEP.length()));
                } else {
                  progress.print(System.out, line);
                }
              });
      complaints.join();
      return code;
    }
  }

  /// One option, quoted for the packager.
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
      throw wrong("no jars in " + jars.getFirst());
    }
    for (Path jar : all) {
      if (!Files.isRegularFile(jar)) {
        throw wrong(jar + " is not a file");
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
          .orElseThrow(
              () -> wrong("the manifest of " + jar + " names no main class; use --main CLASS"));
    } catch (IOException e) {
      throw wrong(jar + " is not a readable jar: " + e.getMessage());
    }
  }

  private Path jdk() {
    Path named = jdk;
    if (named != null) {
      if (!Jdk.isNewEnough(named)) {
        throw wrong("--jdk " + named + " is not a JDK " + Jdk.OLDEST + " or newer");
      }
      return named;
    }
    String home = Objects.requireNonNullElse(System.getenv("JAVA_HOME"), "");
    return Stream.of(Path.of(home), Path.of(System.getProperty("java.home")))
        .filter(Jdk::isNewEnough)
        .findFirst()
        .orElseThrow(
            () -> wrong("packaging a runtime requires a JDK " + Jdk.OLDEST + "; use --jdk DIR"));
  }

  private static Path packager() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private InvalidArgument wrong(String sentence) {
    return new InvalidArgument(spec.commandLine(), sentence);
  }
}
