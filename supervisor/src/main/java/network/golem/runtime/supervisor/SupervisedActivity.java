package network.golem.runtime.supervisor;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import network.golem.runtime.supervisor.model.ActivityState;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.model.Usage;
import network.golem.runtime.supervisor.play.CapturedOutput;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.DeskThread;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.usage.Meter;
import org.jspecify.annotations.Nullable;

/// An activity as its supervisor sees it: one agreement, the runtime that executes it, its state,
/// and its usage. It accepts scripts as a node's supervisor does: each is a batch of its own, and
/// if commands of two batches collide, the later one is refused.
///
/// All methods may be called from any thread. The listener receives one event at a time.
public final class SupervisedActivity {
  /// How long a run may take to end once its runtime has ended.
  private static final Duration LAST_RUN = Duration.ofSeconds(1);

  private final PlayListener listener;
  private final PlayOptions options;
  private final Meter meter;
  private final StateMachine states;
  private final CommandExecutor executor;
  private final List<Batch> batches = new CopyOnWriteArrayList<>();
  private final Thread ticking;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private volatile String brokenBy = "";

  /// Begins an activity. No process is started before a script asks for one.
  public SupervisedActivity(
      RuntimeBinary runtime,
      PlayOptions options,
      Agreement agreement,
      Consumer<PlayEvent> listener) {
    this.options = options;
    this.listener = new PlayListener(listener);
    this.meter = new Meter(runtime, agreement, options.workdir(), options.billing(), this.listener);
    this.states =
        new StateMachine(
            (state, reason) -> this.listener.on(new PlayEvent.StateChanged(state, reason)));
    this.executor = new CommandExecutor(runtime, options, agreement, meter, this.listener);
    this.listener.on(new PlayEvent.Began(runtime, options.workdir(), agreement));
    EarlierActivity.forget(options.workdir(), this.listener);
    agreement.warnings().forEach(this.listener::warn);
    states.initialize();
    this.listener.whenBroken(this::breakOff);
    this.ticking = DeskThread.start("usage", this.listener, this::tick);
  }

  public ActivityState state() {
    return states.state();
  }

  /// The usage so far.
  public Usage usage() {
    return meter.usage();
  }

  /// Begins to execute a script.
  public Batch execute(ExeScript script) {
    byte[] id = new byte[16];
    ThreadLocalRandom.current().nextBytes(id);
    Batch batch = new Batch(HexFormat.of().formatHex(id), script, this);
    script.warnings().forEach(listener::warn);
    batches.add(batch);
    batch.start();
    return batch;
  }

  PlayListener listener() {
    return listener;
  }

  CapturedOutput output(CommandPosition position, ExeCommand command) {
    return new CapturedOutput(position, command.capture(), options.results(), listener);
  }

  void execute(ExeCommand command, CommandPosition position, CapturedOutput output, Batch batch)
      throws CommandFailure, InterruptedException {
    switch (command) {
      case ExeCommand.Terminate _ -> terminate(position, batch);
      case ExeCommand.Sign _ -> executor.execute(command, position, output, batch.patience());
      default -> {
        ActivityState during = states.begin(command);
        @Nullable CommandFailure failed = null;
        try {
          executor.execute(command, position, output, batch.patience());
        } catch (CommandFailure e) {
          failed = e;
        }
        if (failed == null || !listener.isBroken()) {
          states.end(during); // if the state has changed meanwhile, a node reports only that
        }
        if (failed != null) {
          throw failed;
        }
      }
    }
  }

  /// Ends the runtime. A run in progress ends with it and is waited for. If `deploy` or `start` is
  /// in progress, the state changes at once and that command fails.
  private void terminate(CommandPosition position, Batch batch) throws InterruptedException {
    for (Batch other : batches) {
      if (other != batch) {
        other.stop();
      }
    }
    Optional<ExeCommand> other = states.inProgress();
    boolean inVain =
        other.isPresent()
            && (other.get() instanceof ExeCommand.Deploy
                || other.get() instanceof ExeCommand.Start);
    if (inVain) {
      states.initialize();
      if (other.get() instanceof ExeCommand.Start) {
        listener.warn(
            "terminate arrived while start was in progress: on a node, that runtime keeps running"
                + " beside the next one; here it is ended");
      }
    }
    try {
      executor.end().ifPresent(fault -> listener.on(new PlayEvent.FalseSuccess(position, fault)));
      if (other.isPresent() && other.get() instanceof ExeCommand.Run) {
        boolean _ = states.awaitIdle(LAST_RUN);
      }
    } finally {
      if (!inVain) {
        states.initialize();
      }
    }
  }

  private void tick() throws InterruptedException {
    long began = System.nanoTime();
    for (long report = 1; ; report++) {
      long wait = began + report * options.pace().usage().toNanos() - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
      listener.on(new PlayEvent.UsageReported(meter.tick()));
      if (!executor.managesHardware()) {
        meter.exceeded().ifPresent(this::beginEnd);
      }
    }
  }

  /// The desk itself has failed: the reason becomes the message of the command in progress.
  private void breakOff(String reason) {
    brokenBy = reason;
    try {
      boolean _ = states.terminate();
    } finally {
      batches.forEach(batch -> batch.abort(reason));
    }
  }

  /// Begins to end the activity because the user has interrupted it: if a command is in progress,
  /// first reports where it is.
  void interrupt() {
    Optional<ExeCommand> interrupted = states.inProgress();
    if (interrupted.isPresent()) {
      try {
        String where = executor.whereabouts();
        if (!where.isEmpty()) {
          listener.warn(interrupted.get().name() + " was interrupted: " + where);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the end begins all the same
      }
    }
    beginEnd();
  }

  /// Begins to end the activity, as a node's supervisor does on SIGTERM, and returns at once.
  void beginEnd() {
    beginEnd(brokenBy.isEmpty() ? PlayEvent.StateChanged.TOLD_TO_END : brokenBy);
  }

  private void beginEnd(String reason) {
    if (ending.compareAndSet(false, true)) {
      String counted = reason + ": " + counts();
      try {
        meter.ending();
        boolean _ = states.terminate();
      } finally {
        batches.forEach(Batch::stop);
        Thread.ofPlatform().daemon().name("end").start(() -> end(counted));
      }
    }
  }

  private void end(String reason) {
    try {
      Optional<String> fault = executor.end();
      batches.forEach(Batch::abort);
      fault.ifPresent(listener::warn);
      boolean succeeded = fault.isEmpty();
      for (Batch batch : batches) {
        succeeded &= batch.await();
      }
      succeeded &= !listener.hasFailed() && !listener.isBroken();
      ticking.interrupt();
      states.terminated(reason);
      listener.on(new PlayEvent.Ended(succeeded, meter.usage()));
      ended.complete(succeeded);
    } catch (InterruptedException | RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  /// The numbers of batches and commands, in the JSON that a node writes when it ends.
  private String counts() {
    int done = batches.stream().mapToInt(Batch::done).sum();
    int all = batches.stream().mapToInt(Batch::size).sum();
    long whole = batches.stream().filter(batch -> batch.done() == batch.size()).count();
    return "{\"batches_done\":"
        + whole
        + ",\"batches_pending\":"
        + (batches.size() - whole)
        + ",\"cmds_done\":"
        + done
        + ",\"cmds_pending\":"
        + (all - done)
        + "}";
  }

  /// Ends the activity as a node's supervisor does on SIGTERM: its batches, its runtime, and the
  /// processes that it has left behind. Waits for that; the last event has the usage.
  ///
  /// @return whether every command really succeeded (a node also reports some failures as
  ///   successes), and the runtime ended properly
  public boolean end() throws InterruptedException {
    beginEnd();
    try {
      return ended.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("the activity could not be ended", e.getCause());
    }
  }
}
