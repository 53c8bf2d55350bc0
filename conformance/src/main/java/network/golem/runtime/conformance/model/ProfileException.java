package network.golem.runtime.conformance.model;

/// A profile, or a file of known failures, cannot be used. The message is one sentence.
public final class ProfileException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProfileException(String sentence) {
    super(sentence);
  }

  /// What is wrong, in which file.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
