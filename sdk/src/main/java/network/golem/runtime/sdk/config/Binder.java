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

/// Binds what a file says to a type of the author's, and the other way round.
final class Binder {
  private final Path file;
  private final Format format;
  private final Consumer<String> warnings;

  /// @param warnings told of each key that nobody knows
  Binder(Path file, Consumer<String> warnings) {
    this.file = file;
    this.format = Format.of(file);
    this.warnings = warnings;
  }

  /// What the file says.
  ///
  /// @throws ConfigurationException where it cannot be read, or does not fit
  <T> T read(Class<T> type) {
    try {
      return bind(format, Files.readString(file, StandardCharsets.UTF_8), type);
    } catch (IOException e) {
      throw new ConfigurationException(file + " cannot be read: " + Failures.reason(e), e);
    }
  }

  /// What holds without a file.
  <T> T defaults(Class<T> type) {
    return bind(Format.JSON, "", "{}", type);
  }

  private <T> T bind(Format written, String text, Class<T> type) {
    if (text.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
      return defaults(type);
    }
    return bind(written, text, text, type);
  }

  /// @param shown what the complaints quote
  private <T> T bind(Format written, String shown, String text, Class<T> type) {
    Complaints complaints = new Complaints(file, written, shown, warnings);
    try {
      @Nullable T value = mapper(written, complaints).readValue(text, type);
      return value == null ? defaults(type) : value; // the file says null
    } catch (JacksonException e) {
      throw new ConfigurationException(complaints.sentence(e), e);
    }
  }

  /// The bytes of a file that says this.
  byte[] bytes(Object value) {
    try {
      return mapper(format, new Complaints(file, format, "", warnings)).writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new ConfigurationException(
          "this cannot be written to " + file + ": " + e.getOriginalMessage(), e);
    }
  }

  private static ObjectMapper mapper(Format format, Complaints complaints) {
    SimpleModule defaults = new SimpleModule();
    defaults.setValueInstantiators(new RecordDefaults());
    return format
        .mapper()
        .addModule(defaults)
        .addHandler(complaints)
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
