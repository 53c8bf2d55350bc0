package network.golem.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.ExeResult;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.play.CapturedOutput;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.DeskThread;
import network.golem.runtime.supervisor.play.Patience;

/// One script that an activity executes, on a thread of its own. It ends at the first command that
/// fails.
public final class Batch {
  private final String id;
  private final ExeScript script;
  private final SupervisedActivity activity;
  private final Patience patience = new Patience();
  private volatile boolean stopped;
  private volatile int done;
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  Batch(String id, ExeScript script, SupervisedActivity activity) {
    this.id = id;
    this.script = script;
    this.activity = activity;
  }

  /// Identifies the batch: 32 hexadecimal digits.
  public String id() {
    return id;
  }

  /// Waits until the batch has ended.
  ///
  /// @return whether every command succeeded
  public boolean await() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch always ends with a result", e);
    }
  }

  /// Starts no further command. The one in progress continues.
  void stop() {
    stopped = true;
  }

  /// Cancels the command in progress, and starts no further one.
  void abort() {
    abort("interrupted");
  }

  /// @param why becomes the message of the command in progress
  void abort(String why) {
    stop();
    patience.cancel(why);
  }

  int size() {
    return script.entries().size();
  }

  /// The number of commands that have ended.
  int done() {
    return done;
  }

  Patience patience() {
    return patience;
  }

  void start() {
    Thread _ = DeskThread.start("batch", activity.listener(), this::run);
  }

  private void run() throws InterruptedException {
    boolean succeeded = true;
    try {
      List<ExeScript.Entry> entries = script.entries();
      for (int i = 0; i < entries.size() && succeeded; i++) {
        succeeded = !stopped && execute(entries.get(i), i);
      }
    } catch (RuntimeException | Error e) {
      succeeded = false;
      activity.listener().broken(DeskThread.reason(e)); // before await() returns
    } finally {
      ended.complete(succeeded);
    }
  }

  private boolean execute(ExeScript.Entry entry, int index) throws InterruptedException {
    CommandPosition position = new CommandPosition(id, index);
    ExeCommand command = entry.command();
    activity.listener().on(new PlayEvent.CommandBegan(position, command, entry.json()));
    long began = System.nanoTime();
    CapturedOutput output = activity.output(position, command);
    CommandFailure failure = null;
    try {
      activity.execute(command, position, output, this);
    } catch (CommandFailure e) {
      failure = e;
    } catch (RuntimeException | Error e) { // a failure of the desk becomes the command's failure
      failure = new CommandFailure(-1, DeskThread.reason(e));
    }
    boolean succeeded = failure == null;
    done = index + 1;
    activity
        .listener()
        .on(
            new PlayEvent.CommandEnded(
                position,
                new ExeResult(
                    failure == null ? 0 : failure.code(),
                    output.stdout(),
                    output.stderr(),
                    Optional.ofNullable(failure).map(CommandFailure::sentence),
                    failure == null ? "" : failure.explanation(),
                    Optional.ofNullable(failure).flatMap(CommandFailure::runtimesWords),
                    !succeeded || index == script.entries().size() - 1,
                    Instant.now(),
                    Duration.ofNanos(System.nanoTime() - began))));
    return succeeded;
  }
}
