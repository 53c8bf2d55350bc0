package network.golem.runtime.supervisor;

/// A runtime in server mode has ended while it was needed: what really happened, and what a node
/// makes of it.
///
/// @param sentence what happened
/// @param code the result of the command in progress on a node: the runtime's exit code, or 1 where
///   it was killed
/// @param when in words, such as `during the command`
record RuntimeDeath(String sentence, int code, String when) {
  static final String BEFORE_HELLO = "before hello was answered";

  /// A death by signal n looks like an exit with 128 + n here.
  private static final int MAX_SIGNAL = 64;

  /// It ended by itself.
  static RuntimeDeath exited(int code, String when) {
    return new RuntimeDeath(
        "the runtime " + exit(code) + " " + when, isSignal(code) ? 1 : code, when);
  }

  /// It had to be killed, as nobody could understand it any more.
  static RuntimeDeath killed(String reason, String when) {
    return new RuntimeDeath(reason + ", " + when + "; the runtime was killed for it", 1, when);
  }

  private static boolean isSignal(int code) {
    return code > 128 && code <= 128 + MAX_SIGNAL;
  }

  static String exit(int code) {
    return isSignal(code) ? "was killed by signal " + (code - 128) : "exited with code " + code;
  }

  /// The failure of the command in progress. An exit with code 0 is one here, too.
  CommandFailure failure() {
    if (code != 0) {
      return CommandFailure.exit(code, sentence);
    }
    return new CommandFailure(
        -1,
        sentence,
        when.equals(BEFORE_HELLO)
            ? "a node takes this for a success of start, and fails each run with: Runtime error:"
                + " START command not run"
            : "a node takes this for a success, also of each later run, which it does not execute");
  }
}
