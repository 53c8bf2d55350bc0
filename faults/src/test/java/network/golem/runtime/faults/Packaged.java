package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.sdk.GolemRuntime;
import org.slf4j.LoggerFactory;
import org.slf4j.jul.JDK14LoggerAdapter;
import picocli.CommandLine;
import tools.jackson.core.json.JsonFactory;

/// Runtimes that can be executed.
final class Packaged {
  private static final String EXECUTABLE = "rwxr-xr-x";

  private Packaged() {}

  /// The launcher of an example, packaged with a Java of its own.
  static Path example(String name) {
    Path launcher =
        Path.of("../examples/" + name + "/target/plugins/ya-runtime-" + name + "/bin/" + name)
            .toAbsolutePath()
            .normalize();
    assertThat(launcher).as("made by: mvn -pl examples/" + name + " -am package").isExecutable();
    return launcher;
  }

  /// The launcher of the command `golem-runtime`.
  static Path tool() {
    Path launcher =
        Path.of("../cli/target/golem-runtime/bin/golem-runtime").toAbsolutePath().normalize();
    assertThat(launcher).as("made by: mvn -pl cli -am package").isExecutable();
    return launcher;
  }

  /// Writes a launcher for this class, which moves standard input and output as the packager's do.
  ///
  /// @param main has a `main` method; nested in a test, say
  /// @param options of the JVM
  static Path launcher(Path directory, Class<?> main, String... options) throws IOException {
    return launcher(
        directory,
        main,
        classPath(main).map(Path::toString).collect(Collectors.joining(":")),
        options);
  }

  /// The same for whatever user, who may not see the places where libraries lie: they are copied.
  static Path launcherForAll(Path directory, Class<?> main, String... options) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(EXECUTABLE));
    List<String> copies = new ArrayList<>();
    for (Path original : classPath(main).toList()) {
      Path copy = directory.resolve("lib-" + copies.size() + "-" + original.getFileName());
      copies.add(copy.toString());
      try (Stream<Path> files = Files.walk(original)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(original.relativize(file).toString()));
        }
      }
    }
    return launcher(directory, main, String.join(":", copies), options);
  }

  private static Path launcher(Path directory, Class<?> main, String classPath, String... options)
      throws IOException {
    Path file = directory.resolve(main.getSimpleName());
    Files.writeString(
        file,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
        --enable-native-access=ALL-UNNAMED %s \
        -Dgolem.runtime.stdin=4 -Dgolem.runtime.stdout=3 -Dgolem.runtime.parent=$PPID \
        -Djava.util.logging.manager=network.golem.runtime.sdk.logging.LastingLogManager \
        -Djava.util.logging.config.class=network.golem.runtime.sdk.logging.LoggingSetup \
        -cp '%s' '%s' "$@" 4<&0 3>&1 0</dev/null 1>&2
        """
            .formatted(
                System.getProperty("java.home"),
                String.join(" ", options),
                classPath,
                main.getName()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(EXECUTABLE));
    return file;
  }

  private static Stream<Path> classPath(Class<?> main) {
    return Stream.of(
            main,
            GolemRuntime.class,
            Request.class,
            CommandLine.class,
            JsonFactory.class,
            LoggerFactory.class,
            JDK14LoggerAdapter.class)
        .map(Packaged::location)
        .distinct();
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("nobody knows where " + type + " lies", e);
    }
  }
}
