package network.golem.runtime.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.sdk.build.DescriptorMain;
import network.golem.runtime.supervisor.model.RuntimeBinary;

/// Makes a runtime's class executable before it is packaged: a script that starts the test's Java
/// with the test's class path, with the runtime's descriptor and preset beside it, as packaging
/// writes them. Like a packaged launcher, it keeps standard input and output for the protocol.
final class TestLauncher {
  private static final List<String> ALL_JAVA =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

  private TestLauncher() {}

  /// @param directory gets the files
  static RuntimeBinary write(Class<?> main, Path directory) {
    try {
      Files.createDirectories(directory);
      String name = DescriptorMain.write(main, directory);
      Path runtime = directory.resolve("ya-runtime-" + name);
      Path options = runtime.resolve("java.options");
      Files.writeString(options, options(main));
      Path script = Files.createDirectories(runtime.resolve("bin")).resolve(name);
      Files.writeString(script, script(options));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return RuntimeBinary.at(script);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a launcher: " + e.getMessage(), e);
    } catch (ProviderException e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }

  private static String script(Path options) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return """
    #!/bin/sh
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH
    # shellcheck disable=SC2086
    exec '%s' $GOLEM_RUNTIME_JAVA_OPTIONS -Dgolem.runtime.parent="$PPID" '@%s' "$@" \
      4<&0 3>&1 0</dev/null 1>&2
    """
        .formatted(java, options);
  }

  /// The options for Java, in a file, because a class path may be longer than an argument may be.
  private static String options(Class<?> main) {
    List<String> options = new ArrayList<>(ALL_JAVA);
    options.add("-Dgolem.runtime.stdin=4");
    options.add("-Dgolem.runtime.stdout=3");
    options.addAll(DescriptorMain.jvmOptions(main));
    options.add("-cp");
    options.add(classPath());
    options.add(main.getName());
    return options.stream().map(TestLauncher::quoted).collect(Collectors.joining("\n", "", "\n"));
  }

  /// The class path of this JVM; its modules are classes like others there.
  private static String classPath() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(property -> System.getProperty(property, ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String quoted(String option) {
    return '"'
        + option
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + '"';
  }
}
