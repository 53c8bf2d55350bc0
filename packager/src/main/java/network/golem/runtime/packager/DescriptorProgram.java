package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The SDK's main class that writes descriptor and preset.
record DescriptorProgram(RuntimeJava java, ClassPath classPath) {
  private static final String MAIN = "network.golem.runtime.sdk.build.DescriptorMain";

  /// What the program prints about the runtime.
  ///
  /// @param jvmOptions the options that the SDK needs for the runtime's Java
  record Described(String name, List<String> jvmOptions) {}

  /// Writes `ya-runtime-<name>.json` and `ya-runtime-<name>/preset.json`.
  Described write(String mainClass, Path directory)
      throws IOException, PackagingException, InterruptedException {
    if (!classPath.has(MAIN)) {
      throw new PackagingException(
          "the SDK (golem-runtime-sdk) is not among the jars; list everything that the runtime"
              + " needs (in a Maven project, as a dependency of scope compile)");
    }
    List<String> printed =
        new SdkProgram(java, classPath)
            .run(
                MAIN,
                "cannot generate a descriptor for " + mainClass,
                directory,
                mainClass,
                directory.toString())
            .lines()
            .toList();
    boolean understood =
        !printed.isEmpty() && printed.stream().skip(1).allMatch(option -> option.startsWith("-"));
    if (!understood) {
      throw new PackagingException(
          MAIN + " should print the runtime's name and options for Java, but printed " + printed);
    }
    return new Described(printed.getFirst(), printed.subList(1, printed.size()));
  }
}
