package network.golem.runtime.testruntimes;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.packager.ClassPathLauncher;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.build.DescriptorMain;
import org.slf4j.LoggerFactory;
import org.slf4j.jul.JDK14LoggerAdapter;
import picocli.CommandLine;
import tools.jackson.core.json.JsonFactory;

/// Writes a launcher for a runtime's class, which may be nested in a test. It is the script that
/// packaging writes, with the same options for Java. If a test needs a difference, that is an edit
/// of the script.
public final class RuntimeLauncher {
  private final Class<?> main;
  private final List<String> javaOptions;
  private final String before;
  private final List<Edit> edits;
  private final boolean copied;

  private record Edit(String shipped, String changed) {}

  private RuntimeLauncher(
      Class<?> main, List<String> javaOptions, String before, List<Edit> edits, boolean copied) {
    this.main = main;
    this.javaOptions = javaOptions;
    this.before = before;
    this.edits = edits;
    this.copied = copied;
  }

  /// The launcher as it is shipped.
  ///
  /// @param main a class with a `main` method
  public static RuntimeLauncher of(Class<?> main) {
    return new RuntimeLauncher(main, List.of(), "", List.of(), false);
  }

  /// Adds options for Java, as an author may do.
  public RuntimeLauncher withJavaOptions(String... options) {
    return new RuntimeLauncher(main, List.of(options), before, edits, copied);
  }

  /// Starts the launcher in a shell that first executes these commands, which stand for the
  /// operator's.
  public RuntimeLauncher after(String commands) {
    return new RuntimeLauncher(main, javaOptions, commands, edits, copied);
  }

  /// Replaces a string in the shipped script.
  public RuntimeLauncher withEdit(String shipped, String changed) {
    List<Edit> more = new ArrayList<>(edits);
    more.add(new Edit(shipped, changed));
    return new RuntimeLauncher(main, javaOptions, before, List.copyOf(more), copied);
  }

  /// Starts Java without native access, as an IDE does.
  public RuntimeLauncher withoutNativeAccess() {
    return withEdit("'--enable-native-access=ALL-UNNAMED' ", "");
  }

  /// Copies the classes, for a user who cannot read the build's directories.
  public RuntimeLauncher withCopies() {
    return new RuntimeLauncher(main, javaOptions, before, edits, true);
  }

  /// Writes the launcher, and everything that belongs to it, into a directory.
  ///
  /// @return the file to execute
  public Path writeTo(Path directory) throws IOException {
    String name = main.getSimpleName();
    Path runtime = directory.toAbsolutePath().resolve("ya-runtime-" + name);
    List<Path> classPath = copied ? copies(runtime.resolve("copies")) : classPath(main);
    Path script =
        new ClassPathLauncher(
                name, Path.of(System.getProperty("java.home")), classPath, main.getName())
            .writeRuntime(runtime, DescriptorMain.jvmOptions(main), javaOptions);
    String text = Files.readString(script);
    for (Edit edit : edits) {
      if (!text.contains(edit.shipped)) {
        throw new IllegalStateException(
            "the launcher that packaging writes does not contain '" + edit.shipped + "':\n" + text);
      }
      text = text.replace(edit.shipped, edit.changed);
    }
    Files.writeString(script, text);
    return before.isEmpty()
        ? script
        : ShellRuntime.script(directory.resolve(name), before + "\nexec '" + script + "' \"$@\"\n");
  }

  /// The class path of a runtime's class and of the SDK.
  public static List<Path> classPath(Class<?> main) {
    return Stream.of(
            main,
            GolemRuntime.class,
            Request.class,
            CommandLine.class,
            JsonFactory.class,
            LoggerFactory.class,
            JDK14LoggerAdapter.class)
        .map(RuntimeLauncher::location)
        .distinct()
        .toList();
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " has no location", e);
    }
  }

  private List<Path> copies(Path directory) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (Path original : classPath(main)) {
      Path copy =
          Files.createDirectories(directory.resolve(Integer.toString(copies.size())))
              .resolve(original.getFileName());
      try (Stream<Path> files = Files.walk(original)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(original.relativize(file).toString()));
        }
      }
      copies.add(copy);
    }
    return copies;
  }
}
