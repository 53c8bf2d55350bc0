package network.golem.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a new project begins with: one of the SDK's examples, under other names.
enum Template {
  GREETER(Mode.SERVER, "greeter", "Greeter", "It greets whoever the requestor names"),
  SHELL(
      Mode.SERVER,
      "shell",
      "Shell",
      "It executes the programs that the requestor names as the provider's user, without a sandbox,"
          + " so offer it only to requestors that you trust"),
  SERVICE(
      Mode.SERVER,
      "service",
      "Service",
      "It keeps values in a server that lives as long as the activity",
      "Server"),
  NOTEBOOK(Mode.ONE_SHOT, "command-mode", "CommandMode", "It keeps a notebook in files");

  /// How a supervisor talks to the runtime.
  enum Mode {
    SERVER,
    ONE_SHOT;

    /// The first template in this mode.
    Template usual() {
      return List.of(Template.values()).stream()
          .filter(template -> template.mode == this)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public String toString() {
      return written(this);
    }
  }

  private static final String PACKAGES = "network.golem.runtime.examples.";

  private final Mode mode;
  private final String example;
  private final String className;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // it is a copy that nobody can change
  private final List<String> otherClasses;

  Template(
      Mode mode, String example, String className, String description, String... otherClasses) {
    this.mode = mode;
    this.example = example;
    this.className = className;
    this.description = description;
    this.otherClasses = List.of(otherClasses);
  }

  Mode mode() {
    return mode;
  }

  /// One sentence for people, without its full stop.
  String description() {
    return description;
  }

  /// The name of the example's runtime, and of its directory.
  String example() {
    return example;
  }

  /// The example's package.
  String packageName() {
    return PACKAGES + example.replace("-", "");
  }

  /// The example's class with `main`; `Test` at the end, and it is the test's.
  String className() {
    return className;
  }

  /// The example's files, in its directory.
  List<String> files() {
    String directory = packageName().replace('.', '/') + "/";
    List<String> files = new ArrayList<>(List.of("check.json", "exescript.json"));
    for (String each : List.of("package-info", className)) {
      files.add("src/main/java/" + directory + each + ".java");
    }
    otherClasses.forEach(each -> files.add("src/main/java/" + directory + each + ".java"));
    files.add("src/test/java/" + directory + className + "Test.java");
    return List.copyOf(files);
  }

  /// As on the command line.
  @Override
  public String toString() {
    return written(this);
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
