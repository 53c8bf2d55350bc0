package network.golem.runtime.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import network.golem.runtime.supervisor.model.ActivityState;
import network.golem.runtime.supervisor.model.ActivityState.Phase;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.NodeWording;
import org.jspecify.annotations.Nullable;

/// The states of an activity, and which command each of them allows. A command changes the state
/// even if it fails.
final class StateMachine {
  private final BiConsumer<ActivityState, String> listener;

  @GuardedBy("this")
  private ActivityState state = new ActivityState(Phase.NEW, Optional.empty());

  @GuardedBy("this")
  private @Nullable ExeCommand inProgress;

  /// @param listener called with each new state and its reason, which is usually empty
  StateMachine(BiConsumer<ActivityState, String> listener) {
    this.listener = listener;
  }

  synchronized ActivityState state() {
    return state;
  }

  @GuardedBy("this")
  private void become(ActivityState next, String reason) {
    state = next;
    notifyAll();
    listener.accept(state, reason);
  }

  /// The supervisor is ready, or the runtime has ended: a command in progress no longer affects the
  /// state.
  synchronized void initialize() {
    ActivityState initialized = new ActivityState(Phase.INITIALIZED, Optional.empty());
    if (!isTerminating() && !state.equals(initialized)) {
      inProgress = null;
      become(initialized, "");
    }
  }

  /// Begins a command; [#end(ActivityState)] must follow.
  ///
  /// @return the state while the command is in progress, for its end
  /// @throws CommandFailure if the state does not allow it
  synchronized ActivityState begin(ExeCommand command) throws CommandFailure {
    if (state.pending().isPresent()) {
      ExeCommand other = inProgress;
      throw new CommandFailure(
          -1,
          NodeWording.state("Busy: " + pair(state)),
          (other == null ? "the end" : other.name())
              + " is in progress, and a node queues nothing");
    }
    Phase next = next(command);
    inProgress = command;
    ActivityState during = new ActivityState(state.current(), Optional.of(next));
    become(during, "");
    return during;
  }

  @GuardedBy("this")
  private Phase next(ExeCommand command) throws CommandFailure {
    boolean deploy = command instanceof ExeCommand.Deploy;
    boolean start = command instanceof ExeCommand.Start;
    return switch (state.current()) {
      case INITIALIZED ->
          taken(
              deploy,
              Phase.DEPLOYED,
              "Activity is initialized - deploy() command is expected now",
              "expected deploy, not "
                  + command.name()
                  + ": an activity begins with deploy, and"
                  + " begins anew after a terminate");
      case DEPLOYED ->
          taken(
              start,
              Phase.READY,
              "Activity is deployed - start() command is expected now",
              "expected start, not "
                  + command.name()
                  + ": a deployed runtime has to be started first");
      case READY ->
          taken(
              !deploy && !start,
              Phase.READY,
              "Cannot send command after a successful start()",
              "the runtime has been started already: there must be a terminate before another "
                  + command.name());
      case NEW, TERMINATED ->
          throw new CommandFailure(
              -1, NodeWording.state("Unexpected state: " + pair(state)), "the activity has ended");
    };
  }

  private static Phase taken(boolean isTaken, Phase next, String refusal, String explanation)
      throws CommandFailure {
    if (!isTaken) {
      throw new CommandFailure(-1, NodeWording.state(refusal), explanation);
    }
    return next;
  }

  /// Ends a command, whether it has succeeded or not.
  ///
  /// @param during what [#begin(ExeCommand)] has returned
  /// @throws CommandFailure if the state has changed in the meantime
  synchronized void end(ActivityState during) throws CommandFailure {
    if (!state.equals(during)) {
      throw new CommandFailure(
          -1,
          NodeWording.state("Unexpected state: " + pair(state) + ", expected " + pair(during)),
          isTerminating()
              ? "the activity was ended in the meantime"
              : "terminate arrived in the meantime, so its end no longer has an effect");
    }
    inProgress = null;
    become(new ActivityState(during.pending().orElseThrow(), Optional.empty()), "");
  }

  /// The command in progress.
  synchronized Optional<ExeCommand> inProgress() {
    return Optional.ofNullable(inProgress);
  }

  /// Waits until no command is in progress.
  ///
  /// @return false after `limit`
  synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (inProgress != null) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /// The activity is about to end: no further command is allowed.
  ///
  /// @return false if it was about to end already
  synchronized boolean terminate() {
    if (isTerminating()) {
      return false;
    }
    become(new ActivityState(state.current(), Optional.of(Phase.TERMINATED)), "");
    return true;
  }

  @GuardedBy("this")
  private boolean isTerminating() {
    return state.current() == Phase.TERMINATED
        || state.pending().filter(Phase.TERMINATED::equals).isPresent();
  }

  synchronized void terminated(String reason) {
    inProgress = null;
    become(new ActivityState(Phase.TERMINATED, Optional.empty()), reason);
  }

  private static String pair(ActivityState state) {
    return "StatePair("
        + state.current()
        + ", "
        + state.pending().map(phase -> "Some(" + phase + ")").orElse("None")
        + ")";
  }
}
