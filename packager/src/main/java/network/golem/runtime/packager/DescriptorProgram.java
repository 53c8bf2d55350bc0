package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The SDK's main class that writes descriptor and preset.
record DescriptorProgram(RuntimeJava java, ClassPath classPath) {
  private static final String MAIN = "network.golem.runtime.sdk.build.DescriptorMain";
  private static final Pattern UNVERSIONED =
      Pattern.compile("\"version\"\\s*:\\s*\"0\\.0\\.0-dev\"");
  private static final Pattern OPTION = Pattern.compile("option (\\d{1,4}) (.+)");

  /// What the program prints about the runtime.
  ///
  /// @param unversioned whether neither the author nor the jar names a version
  /// @param jvmOptions the options that the SDK needs for the runtime's Java
  /// @param options how many words follow each option of the runtime's command line at least; empty
  ///   if its SDK does not say
  record Described(
      String name, boolean unversioned, List<String> jvmOptions, Map<String, Integer> options) {}

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
    List<String> jvmOptions = new ArrayList<>();
    Map<String, Integer> options = new TreeMap<>();
    for (String line : printed.stream().skip(1).toList()) {
      Matcher option = OPTION.matcher(line);
      if (option.matches()) {
        options.put(option.group(2), Integer.parseInt(option.group(1)));
      } else if (line.startsWith("-")) {
        jvmOptions.add(line);
      } else {
        throw unknown(printed);
      }
    }
    if (printed.isEmpty()) {
      throw unknown(printed);
    }
    String name = printed.getFirst();
    boolean unversioned =
        UNVERSIONED
            .matcher(Files.readString(directory.resolve(RuntimePackage.PREFIX + name + ".json")))
            .find();
    return new Described(name, unversioned, jvmOptions, options);
  }

  private static PackagingException unknown(List<String> printed) {
    return new PackagingException(
        MAIN + " should print the runtime's name and options, but printed " + printed);
  }
}
