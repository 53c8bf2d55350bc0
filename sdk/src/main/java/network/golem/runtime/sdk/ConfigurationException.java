package network.golem.runtime.sdk;

import org.jspecify.annotations.Nullable;

/// A file that does not hold what it should: a configuration, or what `deploy` has saved. Its
/// message is one sentence for the operator, which names the file, and where it can, line and key.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param sentence what was wanted, what was found, and where
  public ConfigurationException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
