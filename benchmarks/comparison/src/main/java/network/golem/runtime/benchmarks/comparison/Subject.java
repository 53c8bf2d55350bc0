package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A runtime under measurement, with the published client in Rust that measures it, in one process
/// per figure.
///
/// @param driver the client's executable
/// @param binary the runtime's executable
/// @param workdir the directory for its activities
/// @param prefix a command that is put before each program, and executes it
record Subject(Path driver, Path binary, Path workdir, List<String> prefix) {
  private static final long MINUTES = 5;

  /// Runs the client, and returns what it saw.
  ///
  /// @param mode its arguments, such as `hello 1000`
  JsonNode drive(String... mode) {
    return drive(List.of(mode));
  }

  JsonNode drive(List<String> mode) {
    List<String> line = new ArrayList<>(List.of(driver.toString()));
    line.addAll(mode);
    line.addAll(List.of("--", binary.toString(), "--workdir", workdir.toString(), "start"));
    try {
      return JsonMapper.shared().readTree(call(line).strip().lines().toList().getLast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The duration of a phase, in milliseconds.
  double time(String phase) {
    return timeOf(List.of(binary.toString(), "--workdir", workdir.toString(), phase));
  }

  /// The duration of a whole process, in milliseconds.
  double timeOf(List<String> line) {
    try {
      long began = System.nanoTime();
      String _ = call(line);
      return (System.nanoTime() - began) / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The size of everything that is installed, in MB.
  double directorySize() {
    try (Stream<Path> files = Files.walk(binary.resolve("../..").normalize())) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The size in MB.
  double archiveSize() {
    Path directory = binary.resolve("../..").normalize();
    return directory.resolve("../../" + directory.getFileName() + ".tar.gz").toFile().length()
        / 1e6;
  }

  /// A command line with the words that come before each.
  List<String> line(List<String> line) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(line);
    return whole;
  }

  /// The output of a process, which must exit with 0.
  String call(List<String> line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line(line)).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GOLEM_RUNTIME_TICK_WAIT", "off");
    builder.environment().put("DRIVER_NOKEEP", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    Thread patience = Thread.ofPlatform().daemon().start(() -> endAfterwards(process));
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(line + " exited with code " + code + ": " + printed);
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      patience.interrupt();
    }
  }

  private static void endAfterwards(Process process) {
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it has ended
    }
  }
}
