package network.golem.runtime.sdktests;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.sdk.GolemRuntime;
import org.slf4j.LoggerFactory;
import org.slf4j.jul.JDK14LoggerAdapter;
import picocli.CommandLine;
import tools.jackson.core.json.JsonFactory;

/// Programs as the packager makes them: a launcher that moves standard input and output out of
/// reach before the JVM begins.
final class Packaged {
  private static final String EXECUTABLE = "rwxr-xr-x";

  private Packaged() {}

  /// A launcher for this class.
  static Path launcher(Path directory, Class<?> main) throws IOException {
    return launcher(directory, main, "");
  }

  /// @param before shell commands that the launcher begins with
  static Path launcher(Path directory, Class<?> main, String before) throws IOException {
    return launcher(directory, main, before, classPath(main));
  }

  /// One that keeps the JVM from the system's functions, as an IDE does.
  static Path launcherWithoutNativeAccess(Path directory, Class<?> main) throws IOException {
    return launcherWithoutNativeAccess(directory, main, "");
  }

  /// @param before shell commands that the launcher begins with
  static Path launcherWithoutNativeAccess(Path directory, Class<?> main, String before)
      throws IOException {
    return launcher(directory, main, before, classPath(main), "");
  }

  /// @param classPath what the class needs, itself included
  static Path launcher(Path directory, Class<?> main, String before, List<Path> classPath)
      throws IOException {
    return launcher(directory, main, before, classPath, "--enable-native-access=ALL-UNNAMED");
  }

  private static Path launcher(
      Path directory, Class<?> main, String before, List<Path> classPath, String nativeAccess)
      throws IOException {
    return script(
        directory.resolve(main.getSimpleName()),
        """
        %s
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC %s \
        -Dgolem.runtime.stdin=4 -Dgolem.runtime.stdout=3 -Dgolem.runtime.parent=$PPID \
        -Djava.util.logging.manager=network.golem.runtime.sdk.logging.LastingLogManager \
        -Djava.util.logging.config.class=network.golem.runtime.sdk.logging.LoggingSetup \
        -cp '%s' '%s' "$@" 4<&0 3>&1 0</dev/null 1>&2
        """
            .formatted(
                before,
                System.getProperty("java.home"),
                nativeAccess,
                classPath.stream().map(Path::toString).collect(Collectors.joining(":")),
                main.getName()));
  }

  /// An executable shell script.
  static Path script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(EXECUTABLE));
    return file;
  }

  /// Where this class and what it needs lie.
  static List<Path> classPath(Class<?> main) {
    return Stream.of(
            main,
            GolemRuntime.class,
            Request.class,
            CommandLine.class,
            JsonFactory.class,
            LoggerFactory.class,
            JDK14LoggerAdapter.class)
        .map(Packaged::location)
        .distinct()
        .toList();
  }

  private static Path location(Class<?> type) {
    try {
      URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("nobody knows where " + type + " lies", e);
    }
  }
}
