package network.golem.runtime.sdk.definition;

/// An invalid [network.golem.runtime.sdk.RuntimeDef]. The message is one sentence for the author.
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  public DefinitionException(String format, Object... arguments) {
    this(String.format(format, arguments));
  }

  private DefinitionException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /// The message.
  public String sentence() {
    return sentence;
  }
}
