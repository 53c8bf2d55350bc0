package network.golem.runtime.supervisor;

/// A command of the script failed.
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String sentence;

  /// @param code the result's return code: the program's own, or -1
  CommandFailure(int code, String sentence) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
  }

  int code() {
    return code;
  }

  String sentence() {
    return sentence;
  }
}
