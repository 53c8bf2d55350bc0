package network.golem.runtime.packager;

/// A program cannot be packaged. The message is one sentence for the user.
final class PackagingException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  PackagingException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  PackagingException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  /// The message.
  String sentence() {
    return sentence;
  }
}
