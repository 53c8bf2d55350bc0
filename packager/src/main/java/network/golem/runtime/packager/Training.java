package network.golem.runtime.packager;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Makes the start-up cache of a packaged runtime: has its Java record what the runtime's phases
/// and a session load and how they run.
///
/// @param java the runtime's own
/// @param options that its launcher starts it with, to the letter: a cache is for these
/// @param classPath in the order of the launcher
record Training(Path java, List<String> options, String classPath, String mainClass) {
  private static final String MAIN = "network.golem.runtime.sdk.training.TrainingMain";
  private static final long MINUTES = 3;

  /// Makes the cache.
  ///
  /// @return what went wrong in the runtime's own phases, a sentence each
  List<String> make(Path cache) throws IOException, PackagingException, InterruptedException {
    Path workdir = Files.createTempDirectory("training-");
    try {
      return make(cache, workdir);
    } finally {
      StagedFolder.delete(workdir);
    }
  }

  private List<String> make(Path cache, Path workdir)
      throws IOException, PackagingException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "exec \"$@\" 4<&0 3>&1 0</dev/null 1>&2",
                "sh",
                java.resolve("bin/java").toString()));
    line.addAll(options);
    line.addAll(
        List.of(
            "-XX:AOTCacheOutput=" + cache,
            "-Dgolem.runtime.stdin=4",
            "-Dgolem.runtime.stdout=3",
            "-cp",
            classPath,
            MAIN,
            mainClass,
            workdir.toString()));
    ProcessBuilder builder = new ProcessBuilder(line).directory(workdir.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(Map.of("GOLEM_RUNTIME_TICK_WAIT", "off"));
    Process process = builder.start();
    CompletableFuture<String> said =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    boolean _ =
        process
            .onExit()
            .completeOnTimeout(process, MINUTES, TimeUnit.MINUTES)
            .thenAccept(Process::destroyForcibly)
            .isDone();
    boolean trained =
        new TrainingSession(process.getOutputStream(), process.getInputStream()).play();
    int code = process.waitFor();
    if (!trained || code != 0 || !Files.exists(cache)) {
      throw new PackagingException(
          "the training of "
              + mainClass
              + (trained ? " made no cache" : " broke off")
              + " (exit code "
              + code
              + "): "
              + said.join().strip());
    }
    return said.join().lines().filter(text -> text.startsWith("packaging: ")).toList();
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
