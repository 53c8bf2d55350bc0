package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The SDK's program that writes descriptor and preset.
record DescriptorProgram(RuntimeJava java, ClassPath classPath) {
  private static final String MAIN = "network.golem.runtime.sdk.descriptor.DescriptorMain";

  /// What it says of the runtime.
  ///
  /// @param jvmOptions what the SDK wants its Java to be started with
  record Described(String name, List<String> jvmOptions) {}

  /// Writes `ya-runtime-<name>.json` and `ya-runtime-<name>/preset.json`.
  Described write(String mainClass, Path directory)
      throws IOException, PackagingException, InterruptedException {
    if (!classPath.has(MAIN)) {
      throw new PackagingException(
          "the SDK (golem-runtime-sdk) is not among the jars: name all that the runtime needs (in a"
              + " Maven project, as a dependency of the usual scope)");
    }
    List<String> printed =
        new SdkProgram(java, classPath)
            .run(
                MAIN,
                "no descriptor could be made for " + mainClass,
                directory,
                mainClass,
                directory.toString())
            .lines()
            .toList();
    boolean understood =
        !printed.isEmpty() && printed.stream().skip(1).allMatch(option -> option.startsWith("-"));
    if (!understood) {
      throw new PackagingException(
          MAIN + " was to print the runtime's name and options for Java, and printed " + printed);
    }
    return new Described(printed.getFirst(), printed.subList(1, printed.size()));
  }
}
