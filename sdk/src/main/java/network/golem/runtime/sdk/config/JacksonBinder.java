package network.golem.runtime.sdk.config;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import network.golem.runtime.sdk.ConfigurationException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.toml.TomlMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Converts with Jackson's data binding, which only this class uses.
final class JacksonBinder {
  private final Path file;
  private final Consumer<String> warnings;

  /// @param file whose name errors and warnings begin with
  /// @param warnings receives a warning for each unknown key
  JacksonBinder(Path file, Consumer<String> warnings) {
    this.file = file;
    this.warnings = warnings;
  }

  /// Reads content; empty if it is null.
  ///
  /// @param shown the content as errors quote it
  <T> Optional<T> read(Format format, String shown, String text, Class<T> type) {
    BindingErrors errors = new BindingErrors(file, format, shown, warnings);
    try {
      return Optional.ofNullable(mapper(format, errors).readValue(text, type));
    } catch (JacksonException e) {
      throw new ConfigurationException(errors.sentence(e), e);
    }
  }

  /// The bytes of a file with this content.
  byte[] bytes(Format format, Object value) {
    try {
      return mapper(format, new BindingErrors(file, format, "", warnings)).writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new ConfigurationException(
          "cannot write this value to " + file + ": " + e.getOriginalMessage(), e);
    }
  }

  private static ObjectMapper mapper(Format format, BindingErrors errors) {
    SimpleModule defaults = new SimpleModule();
    defaults.setValueInstantiators(new RecordDefaults());
    return builder(format)
        .addModule(defaults)
        .addHandler(errors)
        .changeDefaultVisibility(visible ->
            visible
                .withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                .withFieldVisibility(Visibility.ANY)
                .withCreatorVisibility(Visibility.ANY))
        .changeDefaultNullHandling(handling ->
            handling.withValueNulls(Nulls.SKIP)) // a key without a value keeps the default
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static MapperBuilder<?, ?> builder(Format format) {
    return switch (format) {
      case TOML -> TomlMapper.builder();
      case YAML -> YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER);
      case JSON ->
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .defaultPrettyPrinter(new DefaultPrettyPrinter());
    };
  }
}
