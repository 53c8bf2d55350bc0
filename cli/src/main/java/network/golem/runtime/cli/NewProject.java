package network.golem.runtime.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/// A Maven project that contains a runtime: a template under the user's names.
///
/// @param name the runtime's, the artifact's and the directory's
/// @param packageName of its classes
record NewProject(String name, String packageName, Template template) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern PACKAGE = Pattern.compile("[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*)*");
  private static final String USUAL_GROUP = "com.example.";

  /// Files that are the same in each project, by their resource's name: a build leaves out a
  /// resource that is named `.gitignore`.
  private static final Map<String, String> COMMON =
      Map.of("pom.xml", "pom.xml", "README.md", "README.md", "gitignore", ".gitignore");

  /// @throws InvalidNameException if name or package cannot be used
  NewProject {
    String _ = checkName(name);
    String _ = checkPackage(packageName);
  }

  /// A name that cannot be used; the message is one sentence.
  static final class InvalidNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidNameException(String sentence) {
      super(sentence);
    }
  }

  /// @return the name
  static String checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidNameException(
          "invalid name '"
              + name
              + "': expected lower-case letters, digits and single hyphens, beginning with a"
              + " letter, such as my-runtime");
    }
    return name;
  }

  /// @return the package
  static String checkPackage(String name) {
    if (!PACKAGE.matcher(name).matches() || !SourceVersion.isName(name)) {
      throw new InvalidNameException(
          "invalid package '"
              + name
              + "': expected Java names in lower case, no keywords, separated by dots, such as"
              + " com.example.greeter");
    }
    if (name.equals("java") || name.startsWith("java.")) {
      throw new InvalidNameException(
          "invalid package '" + name + "': Java keeps the packages below 'java' for itself");
    }
    return name;
  }

  /// The package for whoever names none. If it contains a keyword, so does the name.
  static String usualPackage(String name) {
    return USUAL_GROUP + name.replace("-", "");
  }

  /// The class with `main`: the name in Java's spelling, with `Runtime` at its end if the template
  /// or the language uses that class name for something else.
  String className() {
    String camel =
        Stream.of(name.split("-"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    return isTaken(camel) ? camel + "Runtime" : camel;
  }

  private boolean isTaken(String className) {
    try {
      Class.forName("java.lang." + className, false, null);
      return true;
    } catch (ClassNotFoundException _) {
      // usual
    }
    Pattern used = Pattern.compile("\\b" + className + "(Test)?\\b");
    return !className.equals(template.className())
        && template.files().stream().anyMatch(file -> used.matcher(code(fromExample(file))).find());
  }

  /// Without strings and comments.
  private static String code(String source) {
    return source.replaceAll("\"(\\\\.|[^\"\\\\])*\"|//.*", "");
  }

  /// Creates the project.
  ///
  /// @param directory does not exist yet
  /// @throws IOException if it cannot be written; then there is no directory
  void write(Path directory) throws IOException {
    Files.createDirectory(directory);
    try {
      for (Map.Entry<String, String> file : files().entrySet()) {
        Path written = directory.resolve(file.getKey());
        Files.createDirectories(written.getParent());
        Files.writeString(written, file.getValue());
      }
    } catch (IOException e) {
      try (Stream<Path> begun = Files.walk(directory)) {
        for (Path path : begun.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      throw e;
    }
  }

  /// Its files' contents, by their paths in it.
  private Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    COMMON.forEach(
        (resource, file) -> files.put(file, renamed(common(), resource("project/" + resource))));
    template
        .files()
        .forEach(
            file -> files.put(renamed(examples(), file), renamed(examples(), fromExample(file))));
    return files;
  }

  private String fromExample(String file) {
    return resource("examples/" + template.example() + "/" + file);
  }

  private static String resource(String name) {
    try (InputStream in = NewProject.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " of this command", e);
    }
  }

  /// The names in the files that belong to no template. Capitals: words that no text uses.
  private Map<String, String> common() {
    return Map.of(
        "GROUP", group(),
        "NAME", name,
        "PACKAGE", packageName,
        "PACKAGE_DIRECTORY", packageName.replace('.', '/'),
        "CLASSTest", className() + "Test",
        "CLASS", className(),
        "DESCRIPTION", template.description());
  }

  /// The names in an example, whole words each.
  private Map<String, String> examples() {
    return Map.of(
        template.packageName(),
        packageName,
        template.packageName().replace('.', '/'),
        packageName.replace('.', '/'),
        template.className(),
        className(),
        template.className() + "Test",
        className() + "Test",
        "name = \"" + template.example() + "\"",
        "name = \"" + name + "\"");
  }

  /// The package, without the name at its end.
  private String group() {
    String end = "." + name.replace("-", "");
    return packageName.endsWith(end)
        ? packageName.substring(0, packageName.length() - end.length())
        : packageName;
  }

  private static String renamed(Map<String, String> names, String text) {
    String all =
        names.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|", "", ""));
    // one pass, so that no new name is taken for an old one
    return Pattern.compile("(?<!\\w)(?:" + all + ")(?!\\w)")
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(Objects.requireNonNull(names.get(found.group()))));
  }
}
