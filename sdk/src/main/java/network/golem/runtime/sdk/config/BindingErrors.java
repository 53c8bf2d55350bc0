package network.golem.runtime.sdk.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.NearestName;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.MismatchedInputException;

/// Describes what is wrong with a file, in sentences that name the file, the line and the key.
final class BindingErrors extends DeserializationProblemHandler {
  /// The beginning of the message about a missing key.
  static final String MISSING = "missing: ";

  private static final int LONGEST_LINE = 80;

  private final Path file;
  private final Format format;
  private final List<String> lines;
  private final Consumer<String> warnings;

  BindingErrors(Path file, Format format, String text, Consumer<String> warnings) {
    this.file = file;
    this.format = format;
    this.lines = text.lines().toList();
    this.warnings = warnings;
  }

  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      ValueDeserializer<?> deserializer,
      Object bean,
      String name) {
    Collection<Object> known =
        Optional.ofNullable(deserializer)
            .map(ValueDeserializer::getKnownPropertyNames)
            .orElse(List.of());
    List<String> names = known.stream().map(String::valueOf).toList();
    List<String> path = path(parser, name);
    warnings.accept(
        place(path, parser.currentTokenLocation())
            + ": unknown key "
            + String.join(".", path)
            + NearestName.to(name, names)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElseGet(() -> "; known keys: " + String.join(", ", new TreeSet<>(names))));
    var _ = parser.skipChildren();
    return true;
  }

  /// The operator's version of an exception.
  String sentence(JacksonException e) {
    List<String> path = path(e);
    String key = String.join(".", path);
    String message =
        String.valueOf(e.getOriginalMessage())
            .lines()
            .filter(line -> !line.startsWith(" ")) // positions and excerpts
            .collect(Collectors.joining("; "));
    if (!(e instanceof DatabindException)) {
      return place(path, e.getLocation()) + ": invalid " + format + ": " + message;
    }
    if (message.startsWith(MISSING)) {
      String missing = message.substring(MISSING.length());
      return (lines.isEmpty() ? file + " (empty)" : file)
          + ": required key "
          + (key.isEmpty() ? missing : key + "." + missing)
          + " is missing";
    }
    Optional<String> wanted =
        e instanceof MismatchedInputException mismatch
            ? Optional.ofNullable(mismatch.getTargetType()).map(BindingErrors::wanted)
            : Optional.empty();
    Throwable cause = e.getCause();
    String subject = key.isEmpty() ? "the file" : key;
    return place(path, e.getLocation())
        + ": "
        + (cause == null && wanted.isPresent()
            ? subject + " must be " + wanted.get()
            : "invalid value for "
                + subject
                + ": "
                + (cause == null ? message : Failures.text(cause)))
        + line(path, e.getLocation()).stream()
            .mapToObj(line -> "; found: " + shortened(lines.get(line - 1).strip()))
            .findFirst()
            .orElse("");
  }

  private String place(List<String> path, TokenStreamLocation location) {
    OptionalInt line = line(path, location);
    return line.isPresent() ? file + ", line " + line.getAsInt() : file.toString();
  }

  private OptionalInt line(List<String> path, TokenStreamLocation location) {
    if (location != null && location.getLineNr() > 0 && location.getLineNr() <= lines.size()) {
      return OptionalInt.of(location.getLineNr());
    }
    return KeyLines.of(format, lines, path);
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  private static List<String> path(JacksonException e) {
    return e.getPath().stream()
        .map(step ->
            step.getPropertyName() == null
                ? Integer.toString(step.getIndex())
                : step.getPropertyName())
        .toList();
  }

  /// The path of a key. The parser of a value that was buffered starts again at the key, below it.
  private static List<String> path(JsonParser parser, String key) {
    List<String> path = path(parser.streamReadContext());
    while (path.size() > 1 && path.getLast().equals(key) && path.get(path.size() - 2).equals(key)) {
      String _ = path.removeLast();
    }
    return path;
  }

  private static List<String> path(TokenStreamContext context) {
    List<String> path = new ArrayList<>();
    for (TokenStreamContext at = context; at != null; at = at.getParent()) {
      if (at.currentName() != null) {
        path.addFirst(at.currentName());
      } else if (at.inArray()) {
        path.addFirst(Integer.toString(at.getCurrentIndex()));
      }
    }
    return path;
  }

  private static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList();
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == double.class || type == float.class || type == Double.class) {
      return "a number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a string";
    }
    if (type == Duration.class) {
      return "a duration such as PT30S";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "an object (keys with values)";
    }
    return "a " + type.getSimpleName();
  }
}
