package network.golem.runtime.sdk.output;

/// Where a command's output goes.
public interface OutputSink {
  /// How many bytes before a piece of output a sink may overwrite: what has to stand in front of
  /// it, such as a frame's header, is put there, and the piece is sent from where it lies.
  int HEADER_ROOM = 40;

  /// How many bytes whoever has output keeps free before it: for a sink's header, and for the
  /// beginning of its first character, which may have come with an earlier piece.
  int HEADROOM = HEADER_ROOM + CharacterEnds.LONGEST_REST;

  /// Takes a piece; waits where there is no room.
  ///
  /// @param buffer at least [#HEADER_ROOM] bytes before `from` may be overwritten
  /// @throws java.util.concurrent.CancellationException where the command must not print any more
  void write(OutputChannel channel, byte[] buffer, int from, int length);

  /// The same without waiting: false where there is no room now.
  boolean offer(OutputChannel channel, byte[] buffer, int from, int length);

  /// The command shows an effect that is no output: a program has been started.
  void started();
}
