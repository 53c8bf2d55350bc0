package network.golem.runtime.supervisor.session;

import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.PlayListener;

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

  /// It ended because it was asked to, without a word of the command in progress: a node kills it
  /// then.
  RuntimeDeath onRequest() {
    return code == 0 ? new RuntimeDeath(sentence + ", as it was asked to end", 1, when) : this;
  }

  /// How the command in progress ends on a node. An exit with code 0 is a success there, which is
  /// told as a false one.
  void endCommand(CommandPosition position, PlayListener listener) throws CommandFailure {
    if (code != 0) {
      throw CommandFailure.exit(code, sentence);
    }
    listener.on(
        new PlayEvent.FalseSuccess(
            position,
            sentence
                + (when.equals(BEFORE_HELLO)
                    ? ": each run fails now"
                    : ": neither this command nor any later one is executed")));
  }
}
