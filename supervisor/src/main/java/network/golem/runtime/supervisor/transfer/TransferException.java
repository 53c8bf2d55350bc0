package network.golem.runtime.supervisor.transfer;

/// A transfer failed, and trying again would not help.
public final class TransferException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final String explanation;

  /// @param sentence as the real supervisor words it, where that is known
  /// @param explanation what it does not say; may be empty
  public TransferException(String sentence, String explanation) {
    super(sentence);
    this.sentence = sentence;
    this.explanation = explanation;
  }

  public String sentence() {
    return sentence;
  }

  public String explanation() {
    return explanation;
  }
}
