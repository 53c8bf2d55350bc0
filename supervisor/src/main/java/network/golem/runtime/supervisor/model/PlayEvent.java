package network.golem.runtime.supervisor.model;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import network.golem.runtime.protocol.Bytes;

/// What happens while scripts are played.
public sealed interface PlayEvent {

  /// The activity begins.
  record Began(RuntimeBinary runtime, Path workdir, Agreement agreement) implements PlayEvent {}

  /// The activity's state has changed.
  ///
  /// @param reason why the activity has ended, in the node's words; empty before that
  record StateChanged(ActivityState state, String reason) implements PlayEvent {
    /// The reason when the activity is destroyed: a node's supervisor is told to end by SIGTERM.
    public static final String TOLD_TO_END = "Interrupted by signal: 15";

    /// Whether the activity ended without being told to.
    public boolean endsItself() {
      return !reason.isEmpty() && !reason.startsWith(TOLD_TO_END);
    }
  }

  /// A command begins.
  ///
  /// @param json the command as a node's supervisor reports it
  record CommandBegan(CommandPosition position, ExeCommand command, String json)
      implements PlayEvent {}

  /// A command wrote output.
  ///
  /// @param captured whether a requestor gets any of this output
  /// @param streamed what a requestor gets of it at once
  record Output(
      CommandPosition position,
      boolean stderr,
      Bytes bytes,
      boolean captured,
      Optional<Captured> streamed)
      implements PlayEvent {}

  /// A command transfers bytes.
  ///
  /// @param total if it is known
  /// @param asked whether the script asks for a report now
  record Progress(CommandPosition position, long done, OptionalLong total, boolean asked)
      implements PlayEvent {}

  /// A command ended.
  record CommandEnded(CommandPosition position, ExeResult result) implements PlayEvent {}

  /// The usage that a node reports, once a second.
  ///
  /// @param vector in the order of the agreement's usage vector
  record UsageReported(List<BigDecimal> vector) implements PlayEvent {}

  /// Something happened in one of the activity's networks.
  record NetworkNews(String sentence) implements PlayEvent {}

  /// Something is wrong, and may fail on a node.
  record Warning(String sentence) implements PlayEvent {}

  /// A node reports success although something failed, such as a file that arrived only in part.
  /// The command's result is the node's, but the play has failed.
  ///
  /// @param sentence what really happened
  record FalseSuccess(CommandPosition position, String sentence) implements PlayEvent {}

  /// The runtime wrote to its own standard error. On a node, nothing reads it.
  record RuntimeSaid(Bytes bytes) implements PlayEvent {}

  /// The activity is over, and the runtime has ended.
  ///
  /// @param succeeded whether every command of the script did
  record Ended(boolean succeeded, Usage usage) implements PlayEvent {}
}
