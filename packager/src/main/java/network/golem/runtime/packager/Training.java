package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/// Creates the start-up cache of a packaged runtime: its Java records what the runtime's phases and
/// a session load, and how they run.
///
/// @param java the runtime's own Java
/// @param options exactly those of its launcher: a cache is valid only for them
/// @param classPath in the launcher's order
/// @param script an ExeScript that the author's own `start` is trained with
/// @param workdir created for it, and removed
record Training(
    Path java,
    List<String> options,
    String classPath,
    String mainClass,
    Optional<Path> script,
    Path workdir) {
  private static final String MAIN = "network.golem.runtime.sdk.build.TrainingMain";
  private static final String NOTE = "packaging: ";
  private static final long MINUTES = 3;
  private static final int TOLD = 3;

  /// Java's messages about its own work, and the training's about failures that are intended.
  private static final Pattern CHATTER =
      Pattern.compile(
          "\\s*at .*|\\[.*|Temporary AOTConfiguration.*|Launching child process.*|Picked up"
              + " .*|Reading AOTConfiguration.*|AOTCache creation.*|Removed temporary.*|training:"
              + " .*");

  /// Creates the cache.
  ///
  /// @return the failures of the runtime's own phases, a sentence each
  List<String> make(Path cache) throws IOException, PackagingException, InterruptedException {
    Files.createDirectories(workdir);
    try {
      return train(cache);
    } finally {
      StagedDirectory.delete(workdir);
    }
  }

  private List<String> train(Path cache)
      throws IOException, PackagingException, InterruptedException {
    Path said = workdir.resolve("said");
    ProcessBuilder builder =
        JavaProcess.of(line(cache)).directory(workdir.toFile()).redirectError(said.toFile());
    builder.environment().put("GOLEM_RUNTIME_TICK_WAIT", "off");
    builder.environment().put("GOLEM_RUNTIME_KEPT", ""); // as the launcher does
    Process process = builder.start();
    AtomicBoolean late = new AtomicBoolean();
    Set<ProcessHandle> left = ConcurrentHashMap.newKeySet();
    Thread.ofPlatform().daemon().name("patience").start(() -> end(process, left, late));
    boolean trained =
        new TrainingSession(process.getOutputStream(), process.getInputStream())
            .play(() -> process.descendants().forEach(left::add));
    int code = process.waitFor();
    left.forEach(ProcessHandle::destroyForcibly); // what the runtime's phases started
    List<String> lines = Files.readString(said).lines().toList();
    List<String> notes = lines.stream().filter(text -> text.startsWith(NOTE)).toList();
    if (late.get()) {
      throw broken("took longer than " + MINUTES + " minutes", lines);
    }
    if (!trained || code != 0 || !Files.exists(cache)) {
      throw broken(
          (trained ? "produced no cache" : "ended early") + " (exit code " + code + ")", lines);
    }
    for (String note : notes) {
      if (note.startsWith(NOTE + "--version")) { // a runtime that cannot print its name is broken
        throw new PackagingException(mainClass + ": " + note.substring(NOTE.length()));
      }
    }
    return notes;
  }

  private List<String> line(Path cache) {
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
            "-Dgolem.runtime.parent=" + ProcessHandle.current().pid(),
            "-cp",
            classPath,
            MAIN,
            mainClass,
            workdir.toString()));
    script.ifPresent(file -> line.add(file.toString()));
    return line;
  }

  private static void end(Process process, Set<ProcessHandle> left, AtomicBoolean late) {
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        late.set(true);
        process.descendants().forEach(left::add);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is never interrupted; if it is, it ends
    }
  }

  private PackagingException broken(String how, List<String> lines) {
    List<String> told =
        lines.stream()
            .filter(text -> !text.isBlank() && !CHATTER.matcher(text).matches())
            .limit(TOLD)
            .toList();
    return new PackagingException(
        "the training of "
            + mainClass
            + " "
            + how
            + (told.isEmpty() ? "" : ": " + String.join(" / ", told)));
  }
}
