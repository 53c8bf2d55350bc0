package network.golem.runtime.provider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A provider's `presets.json`.
///
/// @param active the names of the presets that are offered
public record Presets(List<String> active, List<Preset> presets) {
  private static final String VERSION = "V1";

  public Presets {
    active = List.copyOf(active);
    presets = List.copyOf(presets);
  }

  public static Presets read(Path file) throws MalformedFileException {
    JsonFields fields = JsonFile.object(file);
    String version = fields.optionalText("ver").orElse("V0");
    if (!version.equals(VERSION)) {
      throw new MalformedFileException(
          file
              + ": 'ver' must be V1, not '"
              + version
              + "': let the provider's own tools convert the file first");
    }
    List<Preset> presets = new ArrayList<>();
    for (JsonFields entry : fields.objects("presets")) {
      presets.add(Preset.of(entry));
    }
    List<String> names = presets.stream().map(Preset::name).toList();
    for (String name : fields.texts("active")) {
      if (!names.contains(name)) {
        throw new MalformedFileException(
            file + ": 'active' names the preset '" + name + "', which is not among " + names);
      }
    }
    return new Presets(fields.texts("active"), presets);
  }
}
