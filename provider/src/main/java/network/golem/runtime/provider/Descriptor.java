package network.golem.runtime.provider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One runtime of a provider's plugin directory, as its descriptor says.
///
/// @param supervisorPath the supervisor's binary
/// @param runtimePath the runtime's binary, which the supervisor starts
/// @param extraArgs what the supervisor is called with, before the provider's own arguments
/// @param properties what the offer has below `golem.runtime.`, as JSON text by key
/// @param counters what may be billed, by usage property
public record Descriptor(
    String name,
    String version,
    Path supervisorPath,
    Optional<Path> runtimePath,
    Optional<String> description,
    List<String> extraArgs,
    Map<String, String> properties,
    Map<String, Counter> counters) {

  private static final String NUMBER = "(0|[1-9][0-9]*)";
  private static final String PRE_RELEASE = "(" + NUMBER + "|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
  private static final String BUILD = "[0-9A-Za-z-]+";
  private static final Pattern SEMVER =
      Pattern.compile(
          "%1$s\\.%1$s\\.%1$s(-%2$s(\\.%2$s)*)?(\\+%3$s(\\.%3$s)*)?"
              .formatted(NUMBER, PRE_RELEASE, BUILD));

  /// A counter that the runtime or the supervisor keeps.
  ///
  /// @param name the short name, which an operator sets prices by
  /// @param price whether it may have a price
  public record Counter(String name, String description, boolean price) {}

  /// The descriptors of a file, which holds an array of them.
  public static List<Descriptor> read(Path file) throws MalformedFileException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    List<Descriptor> descriptors = new ArrayList<>();
    for (JsonFields fields : JsonFile.objects(file)) {
      descriptors.add(of(fields, folder == null ? Path.of("/") : folder));
    }
    return descriptors;
  }

  private static Descriptor of(JsonFields fields, Path folder) throws MalformedFileException {
    String version = fields.text("version");
    if (!SEMVER.matcher(version).matches()) {
      throw new MalformedFileException(
          fields.place()
              + ": 'version' must be a semantic version like 1.0.0 (the provider refuses all"
              + " runtimes for one that is not), not '"
              + version
              + "'");
    }
    return new Descriptor(
        fields.text("name"),
        version,
        folder.resolve(fields.text("supervisor-path")).normalize(),
        fields.optionalText("runtime-path").map(path -> folder.resolve(path).normalize()),
        fields.optionalText("description"),
        List.copyOf(fields.texts("extra-args")),
        properties(fields),
        counters(fields));
  }

  private static Map<String, String> properties(JsonFields fields) throws MalformedFileException {
    Map<String, String> properties = new LinkedHashMap<>();
    JsonFields given = fields.object("properties").orElse(null);
    if (given != null) {
      for (String key : given.keys()) {
        properties.put(key, String.valueOf(given.member(key)));
      }
    }
    return properties;
  }

  private static Map<String, Counter> counters(JsonFields fields) throws MalformedFileException {
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
                new MalformedFileException(config.place() + ": 'counters' is missing, an object"));
    for (String property : given.keys()) {
      JsonFields counter =
          given
              .object(property)
              .orElseThrow(() ->
                  new MalformedFileException(
                      given.place() + ": '" + property + "' must be an object"));
      counters.put(
          property,
          new Counter(counter.text("name"), counter.text("description"), counter.bool("price")));
    }
    return counters;
  }
}
