package network.golem.runtime.sdk.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The formats of a configuration file, in the order in which files are looked for.
enum Format {
  TOML("toml"),
  YAML("yaml", "yml"),
  JSON("json");

  @SuppressWarnings("ImmutableEnumChecker") // a copy that is never changed
  private final List<String> extensions;

  Format(String... extensions) {
    this.extensions = List.of(extensions);
  }

  List<String> extensions() {
    return extensions;
  }

  static Format of(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (Format format : values()) {
      if (format.extensions.contains(extension)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "a configuration file must be .toml, .yaml, .yml or .json, not " + file);
  }
}
