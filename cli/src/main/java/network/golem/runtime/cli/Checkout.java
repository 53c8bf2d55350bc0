package network.golem.runtime.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.golem.runtime.protocol.environment.OperatorEnvironment;

/// A checkout of the SDK.
///
/// @param root its root directory
record Checkout(Path root) {
  /// What a runtime's project refers to; Maven adds what those need.
  private static final String MODULES = "bom,testkit,maven-plugin";

  private static final Pattern INSTALLED =
      Pattern.compile("(?m)^\\[INFO\\] Installing .* to (.*/network/golem/runtime)/");
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

  /// Builds the SDK, without tests, and installs it into the local Maven repository: the one that
  /// Maven's settings name.
  ///
  /// @return the directory in it that holds the SDK
  Path install() throws NotInstalledException, InterruptedException {
    try {
      Path log = Files.createDirectories(root.resolve("target")).resolve("golem-runtime.log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  "mvn", "-B", "-pl", MODULES, "-am", "-Dmaven.test.skip=true", "install")
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      OperatorEnvironment.restore(builder.environment());
      Process maven = start(builder);
      maven.getOutputStream().close();
      int code = ChildProcess.awaitEnd(maven);
      String said = Files.readString(log, StandardCharsets.UTF_8);
      Optional<Path> installed =
          INSTALLED
              .matcher(said)
              .results()
              .map((MatchResult line) -> Path.of(line.group(1)))
              .findFirst();
      if (code != 0 || installed.isEmpty()) {
        throw new NotInstalledException(
            errors(said) + "cannot install the SDK; Maven's full output is in " + log);
      }
      return installed.get();
    } catch (IOException e) {
      throw new NotInstalledException("cannot install the SDK from " + root + ": " + e);
    }
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
