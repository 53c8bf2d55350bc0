package network.golem.runtime.supervisor.model;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import network.golem.runtime.protocol.Bytes;

/// What happens while scripts are played, as it happens.
public sealed interface PlayEvent {

  /// It begins.
  record Began(RuntimeBinary runtime, Path workdir, Agreement agreement) implements PlayEvent {}

  /// The activity's state has changed.
  ///
  /// @param reason why the activity has ended, as a node words it; empty before that
  record StateChanged(ActivityState state, String reason) implements PlayEvent {
    /// The reason when the activity is destroyed: a node's supervisor is told to end by SIGTERM.
    public static final String TOLD_TO_END = "Interrupted by signal: 15";

    /// Whether nobody has told it to end.
    public boolean endsItself() {
      return !reason.isEmpty() && !reason.startsWith(TOLD_TO_END);
    }
  }

  /// A command begins.
  ///
  /// @param json as a node's supervisor tells of it
  record CommandBegan(CommandPosition position, ExeCommand command, String json)
      implements PlayEvent {}

  /// A command printed something.
  ///
  /// @param captured whether a requestor gets anything of this output
  /// @param streamed what a requestor hears of it at once
  record Output(
      CommandPosition position,
      boolean stderr,
      Bytes bytes,
      boolean captured,
      Optional<Captured> streamed)
      implements PlayEvent {}

  /// A command moves bytes.
  ///
  /// @param total where it is known
  /// @param asked whether the script wants to hear of it, now
  record Progress(CommandPosition position, long done, OptionalLong total, boolean asked)
      implements PlayEvent {}

  /// A command ended.
  record CommandEnded(CommandPosition position, ExeResult result) implements PlayEvent {}

  /// A second has passed: what a node reports now.
  ///
  /// @param vector in the order of the agreement's usage vector
  record UsageReported(List<BigDecimal> vector) implements PlayEvent {}

  /// Something that happened in a network of the activity's.
  record NetworkNews(String sentence) implements PlayEvent {}

  /// Something is not as it should be, and may go wrong on a node.
  record Warning(String sentence) implements PlayEvent {}

  /// A node reports a success that is none, such as half a file. The command's result is the
  /// node's; the play has failed.
  ///
  /// @param position the command's
  /// @param sentence what really happened
  record FalseSuccess(CommandPosition position, String sentence) implements PlayEvent {}

  /// The runtime wrote to its own standard error: on a node, nobody reads that.
  record RuntimeSaid(Bytes bytes) implements PlayEvent {}

  /// It is over, and the runtime gone.
  ///
  /// @param succeeded whether every command of the script did
  record Ended(boolean succeeded, Usage usage) implements PlayEvent {}
}
