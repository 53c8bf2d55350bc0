package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The Java of a runtime.
///
/// @param home the directory of the JDK that packages
/// @param linked whether the runtime gets its own Java
/// @param options the author's options
/// @param modules additional modules that the author asks for
/// @param training an ExeScript that trains the start-up cache
/// @param trainingPackage the task package for it
record RuntimeJava(
    Path home,
    boolean linked,
    List<String> options,
    Set<String> modules,
    Optional<Path> training,
    Optional<Path> trainingPackage) {
  private static final Pattern COLLECTOR =
      Pattern.compile("-XX:\\+Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC");
  private static final Pattern OF_CLASSES =
      Pattern.compile("--enable-preview|--add-(modules|opens|exports|reads)=.*");

  RuntimeJava {
    options = List.copyOf(options);
    modules = Set.copyOf(modules);
  }

  /// All options with which it is started: the default ones, `more`, and the author's.
  List<String> all(List<String> more) {
    List<String> all = new ArrayList<>();
    if (options.stream().noneMatch(RuntimeJava::isCollector)) {
      all.add("-XX:+UseSerialGC");
    }
    all.add("-XX:-UsePerfData"); // otherwise a runtime that is killed leaves a file in /tmp
    all.add("--enable-native-access=ALL-UNNAMED");
    all.addAll(more);
    all.addAll(options);
    return all;
  }

  /// Whether an option chooses a garbage collector.
  static boolean isCollector(String option) {
    return COLLECTOR.matcher(option).matches();
  }

  /// The author's options that affect which classes can be loaded.
  List<String> ofClasses() {
    return options.stream().filter(option -> OF_CLASSES.matcher(option).matches()).toList();
  }

  /// @throws PackagingException if Java does not start with these options
  void check() throws IOException, PackagingException, InterruptedException {
    for (String option : options) {
      if (!option.startsWith("-")) {
        throw new PackagingException(
            "'" + option + "' is not a Java option; if it belongs to the previous one, quote it");
      }
    }
    if (options.isEmpty()) {
      return;
    }
    List<String> line = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    line.addAll(all(List.of()));
    line.add("-version");
    Process java = JavaProcess.of(line).redirectErrorStream(true).start();
    java.getOutputStream().close();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (java.waitFor() != 0) {
      throw new PackagingException(
          "Java rejects the options "
              + String.join(" ", options)
              + ": "
              + said.lines().findFirst().orElse("no reason given"));
    }
  }
}
