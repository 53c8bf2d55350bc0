package network.golem.runtime.sdk.output;

/// Where a program's output goes.
public interface ProgramOutput {

  /// The program runs.
  void started();

  /// Takes a piece; waits where there is no room.
  ///
  /// @param buffer at least [OutputSink#HEADROOM] bytes before `from` may be overwritten
  void write(OutputChannel channel, byte[] buffer, int from, int length);

  /// Takes what came after the end, from something that the program has left running.
  void late(byte[] buffer, int from, int length);
}
