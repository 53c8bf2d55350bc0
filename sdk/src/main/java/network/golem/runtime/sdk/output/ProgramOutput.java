package network.golem.runtime.sdk.output;

/// Receives a program's output.
public interface ProgramOutput {

  /// Called when the program has been started.
  void started();

  /// Accepts a piece; waits if there is no room.
  ///
  /// @param buffer at least [OutputSink#HEADROOM] bytes before `from` may be overwritten
  void write(OutputChannel channel, byte[] buffer, int from, int length);

  /// Accepts output that arrives after the program's end, from processes that it has left running.
  void late(byte[] buffer, int from, int length);
}
