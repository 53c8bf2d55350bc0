package network.golem.runtime.supervisor.session;

import java.util.Optional;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.PlayListener;

/// A runtime in server mode has ended while it was needed: what really happened, and how a node
/// treats it.
///
/// @param sentence what happened
/// @param code the result of the command in progress on a node: the runtime's exit code, or 1 if it
///   was killed
/// @param when in words, such as `during the command`
record RuntimeDeath(String sentence, int code, String when) {
  static final String BEFORE_HELLO = "before hello was answered";

  /// Java reports a death by signal n as exit code 128 + n.
  private static final int MAX_SIGNAL = 64;

  /// It ended by itself.
  static RuntimeDeath exited(int code, String when) {
    return new RuntimeDeath(
        "the runtime " + exit(code) + " " + when, isSignal(code) ? 1 : code, when);
  }

  /// It had to be killed, because its output was no longer valid.
  static RuntimeDeath killed(String reason, String when) {
    return new RuntimeDeath(reason + ", " + when + "; the runtime was killed", 1, when);
  }

  /// The same end, with a clause about what the runtime did wrong before.
  RuntimeDeath having(Optional<String> fault) {
    return fault.isEmpty() ? this : new RuntimeDeath(sentence + "; " + fault.get(), code, when);
  }

  private static boolean isSignal(int code) {
    return code > 128 && code <= 128 + MAX_SIGNAL;
  }

  static String exit(int code) {
    return isSignal(code) ? "was killed by signal " + (code - 128) : "exited with code " + code;
  }

  /// It ended because it was asked to, without reporting the end of the command in progress; in
  /// that case, a node kills it.
  RuntimeDeath onRequest() {
    return code == 0 ? new RuntimeDeath(sentence + ", because it was asked to end", 1, when) : this;
  }

  /// Ends the command in progress as a node does. An exit with code 0 is a success there, and is
  /// reported as a false one.
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
