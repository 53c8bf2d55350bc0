package network.golem.runtime.provider;

/// A file cannot be read, or does not say what it should. The message is one sentence: which file,
/// where in it, what was wanted, what was found.
public final class MalformedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  public MalformedFileException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  MalformedFileException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  /// The message.
  public String sentence() {
    return sentence;
  }
}
