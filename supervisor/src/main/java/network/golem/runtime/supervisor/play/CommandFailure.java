package network.golem.runtime.supervisor.play;

/// A command of the script failed.
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String sentence;
  private final String explanation;

  /// @param code the result's return code: the program's own, or -1
  /// @param sentence as the real supervisor words it
  public CommandFailure(int code, String sentence) {
    this(code, sentence, "");
  }

  /// @param explanation what the real one does not say
  public CommandFailure(int code, String sentence, String explanation) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
    this.explanation = explanation;
  }

  /// A program's exit, as the real supervisor words it.
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
