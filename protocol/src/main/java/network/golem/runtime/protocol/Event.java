package network.golem.runtime.protocol;

/// A report that a runtime sends without a request.
public sealed interface Event extends RuntimeMessage {

  /// The state of a command, with output if there is any.
  ///
  /// @param pid the command, an unsigned 64-bit number
  /// @param running false: the command has ended, and `returnCode` is final
  /// @param returnCode the exit code, once the command has ended
  /// @param stdout a piece of standard output; it precedes that of `stderr`
  /// @param stderr a piece of standard error
  record ProcessStatus(long pid, boolean running, int returnCode, Bytes stdout, Bytes stderr)
      implements Event {

    /// The command has started.
    public static ProcessStatus started(long pid) {
      return new ProcessStatus(pid, true, 0, Bytes.EMPTY, Bytes.EMPTY);
    }

    /// The command has ended.
    public static ProcessStatus ended(long pid, int returnCode) {
      return new ProcessStatus(pid, false, returnCode, Bytes.EMPTY, Bytes.EMPTY);
    }
  }

  /// A state that the author of the runtime has defined. The real supervisor only logs it.
  ///
  /// @param value JSON in UTF-8
  record State(String name, Bytes value) implements Event {}

  /// The value of a usage counter.
  ///
  /// @param value the total since the activity began, not an increment
  record Counter(String name, double value) implements Event {}

  /// An event without content, or with content unknown to this side.
  record Unrecognized() implements Event {}
}
