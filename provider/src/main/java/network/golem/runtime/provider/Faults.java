package network.golem.runtime.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Continues reading after a fault, so that all faults of a file are reported at once.
final class Faults {
  private final List<String> sentences = new ArrayList<>();

  /// Something read from a file.
  interface Reading<T> {
    T read() throws ProviderException;
  }

  /// The value, or a substitute if reading it fails.
  <T> T read(T substitute, Reading<T> reading) {
    try {
      return reading.read();
    } catch (ProviderException e) {
      sentences.addAll(e.sentences());
      return substitute;
    }
  }

  /// The value, or nothing if reading it fails.
  <T> Optional<T> read(Reading<T> reading) {
    return read(Optional.empty(), () -> Optional.of(reading.read()));
  }

  void add(String sentence) {
    sentences.add(sentence);
  }

  /// @throws ProviderException if there was any fault, with all of them
  void check() throws ProviderException {
    if (!sentences.isEmpty()) {
      throw new ProviderException(sentences);
    }
  }
}
