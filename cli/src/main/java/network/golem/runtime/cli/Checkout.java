package network.golem.runtime.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.packager.call.ChildProcess;
import network.golem.runtime.protocol.environment.OperatorEnvironment;

/// A checkout of the SDK.
///
/// @param root its root directory
record Checkout(Path root) {
  /// What a runtime's project refers to; Maven adds what those need.
  private static final String MODULES = "bom,testkit,maven-plugin";

  private static final String COMMAND = "golem-runtime";

  private static final Pattern INSTALLED =
      Pattern.compile("(?m)^\\[INFO\\] Installing .* to (.*/network/golem/runtime)/");
  private static final Pattern BUILDING =
      Pattern.compile("^\\[INFO\\] Building (?:.*: )?(\\S+) .*\\[(\\d+)/(\\d+)\\]$");

  /// Offline, and without a connection.
  private static final Pattern NOT_DOWNLOADED =
      Pattern.compile(
          "the artifact (\\S+) has not been downloaded from it before"
              + "|Could not transfer artifact (\\S+) from/to");

  private static final String FAILURE = "cannot install the SDK";
  private static final String ERROR = "[ERROR] ";
  private static final int ERRORS_SHOWN = 10;

  /// The SDK could not be installed; the message is for people, and may have several lines.
  static final class NotInstalledException extends Exception {
    private static final long serialVersionUID = 1L;

    NotInstalledException(String sentence) {
      super(sentence);
    }
  }

  boolean isOne() {
    return Files.isRegularFile(root.resolve("maven-plugin/pom.xml"));
  }

  /// How its command is called from another directory: by its name, if the shell would find it.
  String command() {
    Path script = root.resolve(COMMAND);
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(directory -> !directory.isEmpty())
            .map(directory -> Path.of(directory, COMMAND))
            .filter(Files::isExecutable)
            .findFirst()
            .filter(first -> isSame(first, script))
            .isPresent();
    return found ? COMMAND : script.toString();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException _) {
      return false;
    }
  }

  /// Builds the SDK, without tests, and installs it into the local Maven repository: the one that
  /// Maven's settings name.
  ///
  /// @param modules receives what Maven does now, such as `building cli (3 of 9)`
  /// @return the directory in it that holds the SDK
  Path install(Consumer<String> modules) throws NotInstalledException, InterruptedException {
    try {
      Path log = Files.createDirectories(root.resolve("target")).resolve("golem-runtime.log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  "mvn", "-B", "-pl", MODULES, "-am", "-Dmaven.test.skip=true", "install")
              .directory(root.toFile())
              .redirectErrorStream(true);
      OperatorEnvironment.restore(builder.environment());
      StringBuilder said = new StringBuilder();
      int code;
      try (PrintStream written = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
        code =
            ChildProcess.awaitEnd(
                start(builder),
                line -> {
                  written.println(line);
                  said.append(line).append('\n');
                  Matcher building = BUILDING.matcher(line);
                  if (building.find()) {
                    modules.accept(
                        "building %s (%s of %s)"
                            .formatted(building.group(1), building.group(2), building.group(3)));
                  }
                });
      }
      Optional<Path> installed =
          INSTALLED
              .matcher(said)
              .results()
              .map((MatchResult line) -> Path.of(line.group(1)))
              .findFirst();
      if (code != 0 || installed.isEmpty()) {
        throw new NotInstalledException(
            reason(said.toString()) + "; Maven's full output is in " + log);
      }
      return installed.get();
    } catch (IOException e) {
      throw new NotInstalledException("cannot install the SDK from " + root + ": " + e);
    }
  }

  /// One sentence about what Maven could not download; otherwise Maven's own lines come first.
  private static String reason(String said) {
    Matcher missing = NOT_DOWNLOADED.matcher(said);
    return missing.find()
        ? FAILURE
            + ": Maven needs "
            + Objects.requireNonNullElse(missing.group(1), missing.group(2))
            + ", which is not in the local repository and cannot be downloaded now; connect this"
            + " machine to the Internet once, and from then on everything works offline"
        : errors(said) + FAILURE;
  }

  private static Process start(ProcessBuilder builder) throws NotInstalledException {
    try {
      return builder.start();
    } catch (IOException _) {
      // the directory and the log were fine
      throw new NotInstalledException(
          "cannot install the SDK: Maven (mvn) was not found; install Maven 3.8.7 or newer");
    }
  }

  private static String errors(String said) {
    List<String> lines =
        said.lines()
            .filter(line -> line.startsWith(ERROR) && line.length() > ERROR.length())
            .limit(ERRORS_SHOWN)
            .toList();
    return lines.stream().collect(Collectors.joining("\n", "", lines.isEmpty() ? "" : "\n"));
  }
}
