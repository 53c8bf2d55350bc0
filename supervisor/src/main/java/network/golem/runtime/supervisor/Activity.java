package network.golem.runtime.supervisor;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one agreement is executed in: a runtime, its state, and what it uses. Takes scripts as a
/// node's supervisor does: each is a batch of its own, and where the commands of two collide, the
/// later one is refused.
///
/// All methods may be called from any thread. The listener hears one event at a time.
public final class Activity {
  private final PlayListener listener;
  private final PlayOptions options;
  private final Meter meter;
  private final StateMachine states;
  private final Execution execution;
  private final List<Batch> batches = new CopyOnWriteArrayList<>();
  private final Thread ticking;
  private volatile String endReason = "";
  private boolean ended;
  private boolean endedWell = true;

  /// Begins an activity; nothing is started before a script says so.
  public Activity(
      RuntimeBinary runtime,
      PlayOptions options,
      Agreement agreement,
      Consumer<PlayEvent> listener) {
    this.options = options;
    this.listener = new PlayListener(listener);
    this.meter = new Meter(runtime, agreement, options.workdir(), options.billing(), this.listener);
    this.states =
        new StateMachine(state -> this.listener.on(new PlayEvent.StateChanged(state, endReason)));
    this.execution = new Execution(runtime, options, agreement, meter, this.listener);
    this.listener.on(new PlayEvent.Began(runtime, options.workdir(), agreement));
    EarlierActivity.forget(options.workdir(), this.listener);
    agreement.warnings().forEach(this.listener::warn);
    states.initialize();
    this.listener.whenBroken(this::stopFor);
    this.ticking = DeskThread.start("usage", this.listener, this::tick);
  }

  public ActivityState state() {
    return states.state();
  }

  /// What has been used so far.
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

  CommandOutput output(Place place, ExeCommand command) {
    return new CommandOutput(place, command.capture(), options.results(), listener);
  }

  void execute(ExeCommand command, Place place, CommandOutput output, Batch batch)
      throws CommandFailure, InterruptedException {
    switch (command) {
      case ExeCommand.Terminate _ -> {
        List<Batch> others = new ArrayList<>(batches);
        others.remove(batch);
        others.forEach(other -> other.abort("interrupted by terminate"));
        try {
          execution.execute(command, place, output, batch.patience());
        } finally {
          states.initialize();
        }
      }
      case ExeCommand.Sign _ -> execution.execute(command, place, output, batch.patience());
      default -> {
        states.begin(command);
        CommandFailure failed = null;
        try {
          execution.execute(command, place, output, batch.patience());
        } catch (CommandFailure e) {
          failed = e;
        }
        finish(command, failed);
      }
    }
  }

  /// That the state has changed meanwhile is said only where nothing else went wrong.
  private void finish(ExeCommand command, @Nullable CommandFailure failed) throws CommandFailure {
    try {
      states.end(command);
    } catch (CommandFailure changed) {
      throw failed == null ? changed : failed;
    }
    if (failed != null) {
      throw failed;
    }
  }

  private void tick() throws InterruptedException {
    long began = System.nanoTime();
    for (long second = 1; ; second++) {
      long wait = began + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
      listener.on(new PlayEvent.UsageReported(meter.tick()));
      if (!execution.managesHardware()) {
        meter.exceeded().ifPresent(this::stopFor);
      }
    }
  }

  /// As on a node, which shuts the activity down.
  private void stopFor(String reason) {
    if (endReason.isEmpty()) {
      endReason = reason;
      try {
        states.terminate();
      } finally {
        batches.forEach(batch -> batch.abort(reason));
      }
    }
  }

  /// Ends it: the batches, the runtime, and all that is left of it. The last event says what was
  /// used.
  ///
  /// @return whether the runtime ended as it should, and every command had succeeded, as a node
  ///   reports it and in truth
  public synchronized boolean end() throws InterruptedException {
    if (ended) {
      return endedWell;
    }
    ended = true;
    meter.ending();
    states.terminate();
    batches.forEach(Batch::abort);
    boolean succeeded = execution.end();
    for (Batch batch : batches) {
      succeeded &= batch.await();
    }
    ticking.interrupt();
    states.terminated();
    succeeded &= !listener.hasFailed() && !listener.isBroken();
    endedWell = succeeded;
    listener.on(new PlayEvent.Ended(succeeded, meter.usage()));
    return succeeded;
  }
}
