package network.golem.runtime.sdk.commandline;

/// An invalid command line. The message is one sentence for the user.
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  public UsageException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /// The message.
  public String sentence() {
    return sentence;
  }
}
