package network.golem.runtime.sdk.config;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.messages.Failures;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.module.SimpleModule;

/// Converts between the content of a file and a type of the author's.
final class Binder {
  private final Path file;
  private final Format format;
  private final Consumer<String> warnings;

  /// @param warnings receives a warning for each unknown key
  Binder(Path file, Consumer<String> warnings) {
    this.file = file;
    this.format = Format.of(file);
    this.warnings = warnings;
  }

  /// Reads the file.
  ///
  /// @throws ConfigurationException if the file cannot be read, or does not fit the type
  <T> T read(Class<T> type) {
    try {
      return bind(format, Files.readString(file, StandardCharsets.UTF_8), type);
    } catch (IOException e) {
      throw new ConfigurationException("cannot read " + file + ": " + Failures.reason(e), e);
    }
  }

  /// The values that apply without a file.
  <T> T defaults(Class<T> type) {
    return bind(Format.JSON, "", "{}", type);
  }

  private <T> T bind(Format written, String text, Class<T> type) {
    if (text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
      return defaults(type);
    }
    return bind(written, text, text, type);
  }

  /// @param shown the content as errors quote it
  private <T> T bind(Format written, String shown, String text, Class<T> type) {
    BindingErrors errors = new BindingErrors(file, written, shown, warnings);
    try {
      @Nullable T value = mapper(written, errors).readValue(text, type);
      return value == null ? defaults(type) : value; // the file contains null
    } catch (JacksonException e) {
      throw new ConfigurationException(errors.sentence(e), e);
    }
  }

  /// The bytes of a file with this content.
  byte[] bytes(Object value) {
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
    return format
        .mapper()
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
}
