package network.golem.runtime.sdk.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

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

  /// A new mapper for it.
  MapperBuilder<?, ?> mapper() {
    return switch (this) {
      case TOML -> TomlMapper.builder();
      case YAML -> YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER);
      case JSON ->
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .defaultPrettyPrinter(new DefaultPrettyPrinter());
    };
  }
}
