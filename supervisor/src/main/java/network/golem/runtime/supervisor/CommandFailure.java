package network.golem.runtime.supervisor;

import network.golem.runtime.supervisor.transfer.TransferException;

/// A command of the script failed.
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String sentence;
  private final String explanation;

  /// @param code the result's return code: the program's own, or -1
  /// @param sentence as the real supervisor words it
  CommandFailure(int code, String sentence) {
    this(code, sentence, "");
  }

  /// @param explanation what the real one does not say
  CommandFailure(int code, String sentence, String explanation) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
    this.explanation = explanation;
  }

  static CommandFailure of(TransferException failure) {
    return new CommandFailure(-1, ErrorText.transfer(failure.sentence()), failure.explanation());
  }

  /// A program's exit, as the real supervisor words it.
  static CommandFailure exit(int code, String explanation) {
    return new CommandFailure(code, "ExeScript command exited with code " + code, explanation);
  }

  int code() {
    return code;
  }

  String sentence() {
    return sentence;
  }

  String explanation() {
    return explanation;
  }
}
