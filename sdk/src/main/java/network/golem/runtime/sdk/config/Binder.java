package network.golem.runtime.sdk.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.messages.Failures;

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
    return isEmpty(text) ? defaults(type) : bind(written, text, text, type);
  }

  /// Whether there is nothing but comments.
  private static boolean isEmpty(String text) {
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        return false;
      }
    }
    return true;
  }

  /// @param shown the content as errors quote it
  private <T> T bind(Format written, String shown, String text, Class<T> type) {
    return PlainReader.read(written, text, type)
        .or(() -> new JacksonBinder(file, warnings).read(written, shown, text, type))
        .orElseGet(() -> defaults(type)); // the file contains null
  }

  /// The bytes of a file with this content.
  byte[] bytes(Object value) {
    return new JacksonBinder(file, warnings).bytes(format, value);
  }
}
