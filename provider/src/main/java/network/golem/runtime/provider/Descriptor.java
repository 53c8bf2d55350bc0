package network.golem.runtime.provider;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The description of one runtime in a provider's plugin directory.
///
/// @param supervisorPath the supervisor's binary
/// @param runtimePath the runtime's binary, which the supervisor starts
/// @param extraArgs the supervisor's arguments, before the provider's own
/// @param properties the offer's properties below `golem.runtime.`, as JSON by key
/// @param counters the counters that may be billed, by usage property
public record Descriptor(
    String name,
    String version,
    Path supervisorPath,
    Optional<Path> runtimePath,
    Optional<String> description,
    List<String> extraArgs,
    Map<String, String> properties,
    Map<String, Counter> counters) {

  private static final Path ROOT = Path.of("/");
  private static final String NUMBER = "(0|[1-9][0-9]*)";
  private static final String PRE_RELEASE = "(" + NUMBER + "|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
  private static final String BUILD = "[0-9A-Za-z-]+";
  private static final Pattern SEMVER =
      Pattern.compile(
          "%1$s\\.%1$s\\.%1$s(-%2$s(\\.%2$s)*)?(\\+%3$s(\\.%3$s)*)?"
              .formatted(NUMBER, PRE_RELEASE, BUILD));

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "version",
          "supervisor-path",
          "runtime-path",
          "description",
          "extra-args",
          "properties",
          "config");

  /// A counter that the runtime or the supervisor keeps.
  ///
  /// @param name the short name, by which an operator sets prices
  /// @param price whether it may have a price
  public record Counter(String name, String description, boolean price) {}

  /// The descriptors in a file, which contains an array of them.
  ///
  /// @throws ProviderException with everything in the file that a provider would refuse
  public static List<Descriptor> read(Path file) throws ProviderException {
    return read(file, JsonFile.text(file));
  }

  /// The descriptors in a file with this content.
  static List<Descriptor> read(Path file, String text) throws ProviderException {
    Path directory = file.toAbsolutePath().normalize().getParent();
    List<Descriptor> descriptors = new ArrayList<>();
    Faults faults = new Faults();
    for (JsonFields fields : JsonFile.objects(file, text)) {
      faults
          .read(() -> of(fields, directory == null ? ROOT : directory))
          .ifPresent(descriptors::add);
    }
    faults.check();
    return descriptors;
  }

  /// One sentence for each key of a descriptor file that may be a misspelling of one that a
  /// provider reads. A provider ignores all other keys.
  public static List<String> misspeltKeys(Path file) throws ProviderException {
    List<String> sentences = new ArrayList<>();
    for (JsonFields fields : JsonFile.objects(file)) {
      for (String key : fields.keys()) {
        String ending = KEYS.contains(key) ? "" : Suggestion.endingFor(key, KEYS);
        if (!ending.isEmpty()) {
          sentences.add(
              fields.place() + ": unknown key '" + key + "' is ignored, as by a provider" + ending);
        }
      }
    }
    return sentences;
  }

  private static Descriptor of(JsonFields fields, Path directory) throws ProviderException {
    Faults faults = new Faults();
    Descriptor descriptor =
        new Descriptor(
            faults.read("", () -> fields.text("name")),
            faults.read("", () -> version(fields)),
            faults.read(directory, () -> path(fields, "supervisor-path", directory)),
            faults.read(
                Optional.empty(),
                () ->
                    fields.has("runtime-path")
                        ? Optional.of(path(fields, "runtime-path", directory))
                        : Optional.empty()),
            faults.read(Optional.empty(), () -> fields.optionalText("description")),
            faults.read(
                List.of(), () -> List.copyOf(fields.withoutNull("extra-args").texts("extra-args"))),
            faults.read(Map.of(), () -> properties(fields)),
            faults.read(Map.of(), () -> counters(fields)));
    faults.check();
    return descriptor;
  }

  private static String version(JsonFields fields) throws ProviderException {
    String version = fields.text("version");
    if (!isSemanticVersion(version)) {
      throw new ProviderException(
          fields.place()
              + ": 'version' must be a semantic version like 1.0.0 (otherwise the provider"
              + " refuses all runtimes), not '"
              + version
              + "'");
    }
    return version;
  }

  /// Whether a provider accepts this version.
  public static boolean isSemanticVersion(String version) {
    return SEMVER.matcher(version).matches();
  }

  private static Path path(JsonFields fields, String key, Path directory) throws ProviderException {
    String text = fields.text(key);
    try {
      return directory.resolve(text).normalize();
    } catch (InvalidPathException _) {
      throw fields.wrong(key, "a path", fields.node().path(key));
    }
  }

  private static Map<String, String> properties(JsonFields fields) throws ProviderException {
    Map<String, String> properties = new LinkedHashMap<>();
    fields.withoutNull("properties").checkNumbers("properties");
    JsonFields given = fields.object("properties").orElse(null);
    if (given != null) {
      for (String key : given.keys()) {
        properties.put(key, String.valueOf(given.member(key)));
      }
    }
    return properties;
  }

  private static Map<String, Counter> counters(JsonFields fields) throws ProviderException {
    Map<String, Counter> counters = new LinkedHashMap<>();
    JsonFields config = fields.object("config").orElse(null);
    if (config == null) {
      counters.put("golem.usage.duration_sec", new Counter("duration", "Duration", true));
      counters.put("golem.usage.cpu_sec", new Counter("cpu", "CPU", true));
      counters.put("golem.usage.storage_gib", new Counter("storage_gib", "Storage", false));
      return counters;
    }
    JsonFields given =
        config
            .object("counters")
            .orElseThrow(() ->
                new ProviderException(
                    config.place() + ": required key 'counters' is missing (an object)"));
    Faults faults = new Faults();
    for (String property : given.keys()) {
      faults
          .read(() -> counter(given, property))
          .ifPresent(counter -> counters.put(property, counter));
    }
    faults.check();
    return counters;
  }

  private static Counter counter(JsonFields counters, String property) throws ProviderException {
    JsonFields counter =
        counters
            .object(property)
            .orElseThrow(() ->
                new ProviderException(counters.place() + ": '" + property + "' must be an object"));
    return new Counter(counter.text("name"), counter.text("description"), counter.bool("price"));
  }
}
