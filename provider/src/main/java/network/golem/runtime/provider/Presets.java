package network.golem.runtime.provider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A provider's `presets.json`.
///
/// @param active the names of the presets that are offered
public record Presets(List<String> active, List<Preset> presets) {
  static final String VERSION = "V1";

  public Presets {
    active = List.copyOf(active);
    presets = List.copyOf(presets);
  }

  /// Whether a preset is offered.
  public boolean isActive(Preset preset) {
    return active.contains(preset.name());
  }

  /// Reads the file, which may have the older format without `ver`.
  ///
  /// @throws ProviderException with everything in the file that a provider would refuse
  public static Presets read(Path file) throws ProviderException {
    return read(JsonFile.object(file));
  }

  static Presets read(JsonFields fields) throws ProviderException {
    Faults faults = new Faults();
    boolean older = faults.read(false, () -> isOlder(fields));
    List<Preset> presets = new ArrayList<>();
    List<JsonFields> entries = faults.read(List.of(), () -> entries(fields));
    for (JsonFields entry : entries) {
      faults
          .read(() -> older ? Preset.ofOlderShape(entry) : Preset.of(entry))
          .ifPresent(presets::add);
    }
    List<String> active = faults.read(List.of(), () -> active(fields));
    faults.check();
    List<String> names = presets.stream().map(Preset::name).toList();
    for (String name : active) {
      if (!names.contains(name)) {
        faults.add(
            fields.place()
                + ": 'active' names the preset '"
                + name
                + "', which is not one of "
                + names);
      }
    }
    faults.check();
    return new Presets(active, presets);
  }

  /// Whether a file has the older format.
  static boolean isOlder(JsonFields fields) throws ProviderException {
    Optional<String> version = fields.withoutNull("ver").optionalText("ver");
    if (version.isPresent() && !version.get().equals(VERSION)) {
      throw new ProviderException(
          fields.place()
              + ": 'ver' must be V1, or missing in a file of the older shape, not '"
              + version.get()
              + "'");
    }
    return version.isEmpty();
  }

  private static List<JsonFields> entries(JsonFields fields) throws ProviderException {
    return fields.needs("presets", "a list of objects").objects("presets");
  }

  private static List<String> active(JsonFields fields) throws ProviderException {
    return fields.needs("active", "a list of strings").texts("active");
  }
}
