package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program that writes descriptor and preset. It is part of the SDK and lies among the
/// runtime's own jars, so that it understands what the runtime declares, whatever version that is.
record DescriptorProgram(RuntimeJava java, ClassPath classPath) {
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
          "the SDK (golem-runtime-sdk) is not among the jars: name all that the runtime needs (in a"
              + " Maven project, as a dependency of the usual scope)");
    }
    List<String> line =
        new ArrayList<>(
            List.of(
                java.home().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    line.addAll(java.ofClasses());
    line.addAll(List.of("-cp", classPath.text(), MAIN, mainClass, folder.toString()));
    Path complaints = folder.resolve("complaints");
    Process process = new ProcessBuilder(line).redirectError(complaints.toFile()).start();
    process.getOutputStream().close();
    List<String> printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    int code = process.waitFor();
    if (code != 0) {
      String why = Files.readString(complaints).strip();
      throw new PackagingException(
          why.isEmpty() ? "no descriptor could be made for " + mainClass : why);
    }
    Files.delete(complaints);
    boolean understood =
        !printed.isEmpty() && printed.stream().skip(1).allMatch(option -> option.startsWith("-"));
    if (!understood) {
      throw new PackagingException(
          MAIN + " was to print the runtime's name and options for Java, and printed " + printed);
    }
    return new Described(printed.getFirst(), printed.subList(1, printed.size()));
  }
}
