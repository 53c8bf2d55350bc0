package network.golem.runtime.supervisor;

import java.util.Optional;
import java.util.function.Consumer;
import network.golem.runtime.supervisor.ActivityState.Phase;

/// Which commands an activity takes when. A command that fails has changed the phase all the same.
final class StateMachine {
  private final Consumer<ActivityState> listener;
  private ActivityState state = new ActivityState(Phase.NEW, Optional.empty());
  private String inProgress = "";

  /// @param listener told of each change
  StateMachine(Consumer<ActivityState> listener) {
    this.listener = listener;
  }

  synchronized ActivityState state() {
    return state;
  }

  private void become(Phase current, Optional<Phase> pending) {
    state = new ActivityState(current, pending);
    listener.accept(state);
  }

  /// The supervisor is there.
  synchronized void initialize() {
    become(Phase.INITIALIZED, Optional.empty());
  }

  /// A command begins; [#end(ExeCommand)] has to follow.
  ///
  /// @throws CommandFailure where it is not the time for it
  synchronized void begin(ExeCommand command) throws CommandFailure {
    if (state.pending().isPresent()) {
      throw new CommandFailure(
          -1, "Busy: " + text(), inProgress + " is in progress, and a node queues nothing");
    }
    Phase next = next(command);
    inProgress = command.name();
    become(state.current(), Optional.of(next));
  }

  private Phase next(ExeCommand command) throws CommandFailure {
    boolean deploy = command instanceof ExeCommand.Deploy;
    boolean start = command instanceof ExeCommand.Start;
    return switch (state.current()) {
      case INITIALIZED ->
          taken(
              deploy, Phase.DEPLOYED, "Activity is initialized - deploy() command is expected now");
      case DEPLOYED ->
          taken(start, Phase.READY, "Activity is deployed - start() command is expected now");
      case READY ->
          taken(!deploy && !start, Phase.READY, "Cannot send command after a successful start()");
      case NEW, TERMINATED -> throw new CommandFailure(-1, "Unexpected state: " + text());
    };
  }

  private static Phase taken(boolean isTaken, Phase next, String refusal) throws CommandFailure {
    if (!isTaken) {
      throw new CommandFailure(-1, refusal);
    }
    return next;
  }

  /// The command has ended, however.
  ///
  /// @throws CommandFailure where the activity was ended meanwhile
  synchronized void end(ExeCommand command) throws CommandFailure {
    Optional<Phase> next = state.pending();
    if (next.isEmpty() || next.get() == Phase.TERMINATED || !inProgress.equals(command.name())) {
      throw new CommandFailure(-1, "Unexpected state: " + text());
    }
    inProgress = "";
    become(next.get(), Optional.empty());
  }

  /// All is over soon: no command is taken any more.
  synchronized void terminate() {
    become(state.current(), Optional.of(Phase.TERMINATED));
  }

  synchronized void terminated() {
    become(Phase.TERMINATED, Optional.empty());
  }

  private String text() {
    return "[" + state.current() + ", " + state.pending().map(Phase::toString).orElse("null") + "]";
  }
}
