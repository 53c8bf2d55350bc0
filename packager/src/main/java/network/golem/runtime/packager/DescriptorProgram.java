package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The program that writes descriptor and preset. It is part of the SDK and lies among the
/// runtime's own jars, so that it understands what the runtime declares, whatever version that is.
record DescriptorProgram(Path javaHome, ClassPath classPath) {
  private static final String MAIN = "network.golem.runtime.sdk.descriptor.DescriptorMain";

  /// What it says of the runtime.
  ///
  /// @param jvmOptions what the SDK wants its Java to be started with
  record Described(String name, List<String> jvmOptions) {}

  /// Writes `ya-runtime-<name>.json` and `ya-runtime-<name>/preset.json`.
  Described write(String mainClass, Path folder)
      throws IOException, PackagingException, InterruptedException {
    if (!classPath.has(MAIN)) {
      throw new PackagingException(
          "the SDK (golem-runtime-sdk) is not among the jars: name all that the runtime needs");
    }
    Process process =
        new ProcessBuilder(
                javaHome.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath.text(),
                MAIN,
                mainClass,
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    List<String> printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    int code = process.waitFor();
    if (code != 0) {
      throw new PackagingException(
          "no descriptor could be made for " + mainClass + ": what is above says why");
    }
    boolean understood =
        !printed.isEmpty() && printed.stream().skip(1).allMatch(line -> line.startsWith("-"));
    if (!understood) {
      throw new PackagingException(
          MAIN + " was to print the runtime's name and options for Java, and printed " + printed);
    }
    return new Described(printed.getFirst(), printed.subList(1, printed.size()));
  }
}
