package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/// Creates the start-up caches of a packaged runtime: its Java records what the runtime's phases
/// load, and in another process, what a session loads, and how it runs. A process of the SDK plays
/// the session, and starts the process that is recorded.
///
/// @param sdk starts the SDK's process; its class path is in the launcher's order
/// @param java the runtime's own Java
/// @param options exactly those of its launcher: a cache is valid only for them
/// @param script an ExeScript that the author's own `start` is trained with
/// @param programs whether a session's cache gets what programs need; with foreign functions, that
///   is a fifth of all classes, which slows the start of every session
/// @param directory in which the runtime is called; empty for the workdir
/// @param workdir created for it, and removed
record Training(
    SdkProgram sdk,
    Path java,
    List<String> options,
    String mainClass,
    Optional<Path> script,
    boolean programs,
    Optional<Path> directory,
    Path workdir) {
  private static final String SESSION = "network.golem.runtime.sdk.build.SessionMain";
  private static final String MAIN = "network.golem.runtime.sdk.build.TrainingMain";
  private static final String PHASES = "phases";
  private static final String SESSIONS = "session";
  private static final String WITH_PROGRAMS = "programs";
  private static final List<String> AS_SHORT_PHASES =
      List.of(
          "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining", Launcher.NATIVE_REFLECTION);
  private static final String TRAINED = "trained\n";
  private static final String DEPLOYED = "{\"startMode\":";
  private static final String NOTE = "packaging: ";
  private static final String CONFIGURATION = ".recorded";
  private static final long MINUTES = 3;
  private static final int TOLD = 3;

  /// Java's messages about its own work, and the training's about failures that are intended.
  private static final Pattern CHATTER =
      Pattern.compile(
          "\\s*at .*|\\[.*|AOTConfiguration recorded.*|Picked up"
              + " .*|Reading AOTConfiguration.*|AOTCache creation.*|Removed temporary.*|training:"
              + " .*");

  /// Creates the caches.
  ///
  /// @param phases the one for phases that end soon
  /// @param session the one for sessions
  /// @return the failures of the runtime's own phases, a sentence each
  Set<String> make(Path phases, Path session)
      throws IOException, PackagingException, InterruptedException {
    Set<String> notes = new LinkedHashSet<>();
    Files.createDirectories(workdir);
    try {
      notes.addAll(train(recorded(PHASES, phases)));
      assemble(PHASES, phases);
      List<String> words =
          new ArrayList<>(List.of(script.map(Path::toString).orElse(""), workdir.toString()));
      words.addAll(recorded(programs ? WITH_PROGRAMS : SESSIONS, session));
      notes.addAll(train(sdk.line(SESSION, words)));
      assemble(SESSIONS, session);
      return notes;
    } finally {
      StagedDirectory.delete(workdir);
    }
  }

  private List<String> train(List<String> line)
      throws IOException, PackagingException, InterruptedException {
    Path said = workdir.resolve("said");
    ProcessBuilder builder = JavaProcess.of(line).redirectError(said.toFile());
    builder.environment().put("GOLEM_RUNTIME_TICK_WAIT", "off");
    builder.environment().put("GOLEM_RUNTIME_KEPT", ""); // as the launcher does
    Ended ended = run(builder);
    boolean trained = ended.printed().equals(TRAINED) || ended.printed().startsWith(DEPLOYED);
    List<String> lines = Files.readString(said).lines().toList();
    List<String> notes = lines.stream().filter(text -> text.startsWith(NOTE)).toList();
    if (ended.late()) {
      throw broken("took longer than " + MINUTES + " minutes", lines);
    }
    if (!trained || ended.code() != 0) {
      throw broken("ended early (exit code " + ended.code() + ")", lines);
    }
    for (String note : notes) {
      if (note.startsWith(NOTE + "--version")) { // a runtime that cannot print its name is broken
        throw new PackagingException(mainClass + ": " + note.substring(NOTE.length()));
      }
    }
    return notes;
  }

  /// A process that is recorded.
  List<String> recorded(String part, Path cache) {
    List<String> recorded =
        started(part, cache, "-Dgolem.runtime.parent=$PPID", "4<&0 3>&1 0</dev/null 1>&2");
    recorded.addAll(
        List.of(
            "-XX:AOTMode=record",
            configuration(cache),
            "-Dgolem.runtime.stdin=4",
            "-Dgolem.runtime.stdout=3",
            "-Dgolem.runtime.jars=" + JarsByDescriptor.DIRECTORY,
            "-Dgolem.runtime.lib=" + cache.getParent()));
    Path calls = cache.resolveSibling(CallsLibrary.FILE);
    if (Files.exists(calls)) {
      recorded.add(CallsLibrary.option(calls.toString()));
    }
    Path lib = cache.resolveSibling("");
    String files = PackagedFiles.option(lib.resolve(".."), lib.toString());
    if (!files.isEmpty()) {
      recorded.add(files.strip());
    }
    recorded.addAll(List.of("-cp", classPath(), MAIN, part, mainClass, workdir.toString()));
    script.ifPresent(file -> recorded.add(file.toString()));
    return recorded;
  }

  /// The beginning of the command line of the runtime's Java.
  ///
  /// @param more options, and `streams` redirections, as the shell reads them
  private List<String> started(String part, Path cache, String more, String streams) {
    List<String> line = new ArrayList<>();
    line.addAll(
        List.of(
            "sh",
            "-c",
            "golem_lib=$1; shift; exec \"$0\" "
                + more
                + " \"$@\" "
                + streams
                + " "
                + JarsByDescriptor.redirection("\"$golem_lib\""),
            java.resolve("bin/java").toString(),
            String.valueOf(cache.getParent())));
    line.addAll(options);
    if (part.equals(PHASES)) {
      line.addAll(AS_SHORT_PHASES);
    }
    return line;
  }

  private String classPath() {
    return JarsByDescriptor.classPath(
        sdk.classPath().jars().stream().map(jar -> String.valueOf(jar.getFileName())).toList());
  }

  private static String configuration(Path cache) {
    return "-XX:AOTConfiguration=" + cache + CONFIGURATION;
  }

  /// Creates a cache of what has been recorded. A step of its own: Java would start it without the
  /// descriptor.
  private void assemble(String part, Path cache)
      throws IOException, PackagingException, InterruptedException {
    List<String> line = started(part, cache, "", "");
    line.addAll(
        List.of(
            "-XX:AOTMode=create",
            configuration(cache),
            "-XX:AOTCache=" + cache,
            "-cp",
            classPath()));
    Ended ended = run(JavaProcess.of(line).redirectErrorStream(true));
    Files.deleteIfExists(Path.of(cache + CONFIGURATION));
    if (ended.late() || ended.code() != 0 || !Files.exists(cache)) {
      throw broken(
          ended.late()
              ? "produced no cache within " + MINUTES + " minutes"
              : "produced no cache (exit code " + ended.code() + ")",
          ended.printed().lines().toList());
    }
  }

  /// How a process has ended.
  ///
  /// @param late whether it was ended, because it took too long
  private record Ended(String printed, int code, boolean late) {}

  private Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.directory(directory.orElse(workdir).toFile()).start();
    process.getOutputStream().close();
    AtomicBoolean late = new AtomicBoolean();
    Set<ProcessHandle> left = ConcurrentHashMap.newKeySet();
    Thread.ofPlatform().daemon().name("patience").start(() -> end(process, left, late));
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    left.forEach(ProcessHandle::destroyForcibly);
    return new Ended(printed, code, late.get());
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
