package network.golem.runtime.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;

/// What happens while a script is played, as it happens.
public sealed interface PlayEvent {

  /// It begins.
  record Began(RuntimeBinary runtime, Path workdir) implements PlayEvent {}

  /// A command begins.
  ///
  /// @param index its place in the script, from 0
  record CommandBegan(int index, ExeCommand command) implements PlayEvent {}

  /// A command printed something.
  record Output(int index, boolean stderr, Bytes bytes) implements PlayEvent {}

  /// A command ended.
  ///
  /// @param code 0 for success; the program's own exit code; -1 for a failure of the runtime or the
  ///   script
  /// @param message what went wrong
  record CommandEnded(int index, int code, Optional<String> message, Duration time)
      implements PlayEvent {}

  /// Something is not as it should be, and may go wrong on a node.
  record Warning(String sentence) implements PlayEvent {}

  /// The runtime wrote to its own standard error: on a node, nobody reads that.
  record RuntimeSaid(Bytes bytes) implements PlayEvent {}

  /// It is over, and the runtime gone.
  ///
  /// @param succeeded whether every command of the script did
  record Ended(boolean succeeded, Usage usage) implements PlayEvent {}
}
