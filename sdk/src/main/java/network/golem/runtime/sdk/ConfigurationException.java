package network.golem.runtime.sdk;

import org.jspecify.annotations.Nullable;

/// A file with invalid content: a configuration, or a value that `deploy` has saved. Its message is
/// one sentence for the operator that names the file and, if possible, the line and the key.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param sentence what was expected, what was found, and where
  public ConfigurationException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
