package network.golem.runtime.supervisor.play;

/// A command of the script has failed.
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String sentence;
  private final String explanation;

  /// @param code the result's return code: the program's exit code, or -1
  /// @param sentence the message, in the node's words
  public CommandFailure(int code, String sentence) {
    this(code, sentence, "");
  }

  /// @param explanation what the node does not say; may be empty
  public CommandFailure(int code, String sentence, String explanation) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
    this.explanation = explanation;
  }

  /// A program ended with an exit code other than 0; in the node's words.
  public static CommandFailure exit(int code, String explanation) {
    return new CommandFailure(code, "ExeScript command exited with code " + code, explanation);
  }

  public int code() {
    return code;
  }

  public String sentence() {
    return sentence;
  }

  public String explanation() {
    return explanation;
  }
}
