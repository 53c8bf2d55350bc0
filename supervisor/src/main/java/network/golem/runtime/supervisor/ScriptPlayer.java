package network.golem.runtime.supervisor;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Plays scripts against a runtime, as a node's supervisor does: starts it, hands it commands one
/// after another, meters what it uses, and ends it. The first command that fails is the last.
///
/// A player is for one activity. [#play(ExeScript)] runs on the caller's thread; [#cancel()] may
/// come from any other.
public final class ScriptPlayer {

  /// What commands are taken in.
  private enum State {
    INITIALIZED("Activity is initialized - deploy() command is expected now"),
    DEPLOYED("Activity is deployed - start() command is expected now"),
    READY("Cannot send command after a successful start()");

    private final String refusal;

    State(String refusal) {
      this.refusal = refusal;
    }
  }

  private final PlayOptions options;
  private final RuntimeBinary runtime;
  private final RuntimeArguments arguments;
  private final PlayListener listener;
  private final Patience patience = new Patience();
  private final Meter meter;
  private final OneShotCall oneShot;

  private State state = State.INITIALIZED;
  private boolean serverMode;
  private @Nullable ServerSession session;

  /// @param listener told what happens, one event at a time
  public ScriptPlayer(RuntimeBinary runtime, PlayOptions options, Consumer<PlayEvent> listener) {
    this.runtime = runtime;
    this.options = options;
    this.listener = new PlayListener(listener);
    this.arguments = RuntimeArguments.of(runtime, options.workdir(), options.runtimeArgs());
    this.meter = new Meter(runtime, this.listener::warn);
    this.oneShot = new OneShotCall(options, patience, meter, this.listener);
  }

  /// Plays a script to its end, and ends the runtime.
  ///
  /// @return whether every command succeeded, and the runtime ended as it should
  public boolean play(ExeScript script) throws InterruptedException {
    listener.on(new PlayEvent.Began(runtime, options.workdir()));
    script.warnings().forEach(listener::warn);
    if (!RuntimeProcess.hasOwnSessions()) {
      listener.warn(
          "there is no 'setsid' on the PATH, so the runtime shares this terminal's process group");
    }
    boolean succeeded = true;
    try {
      for (int i = 0; i < script.commands().size() && succeeded; i++) {
        succeeded = play(script.commands().get(i), i);
      }
    } finally {
      succeeded &= endRuntime();
      listener.on(new PlayEvent.Ended(succeeded, meter.usage()));
    }
    return succeeded;
  }

  /// Ends the command in progress, and with it the play.
  public void cancel() {
    patience.cancel();
  }

  private boolean play(ExeCommand command, int index) throws InterruptedException {
    listener.on(new PlayEvent.CommandBegan(index, command));
    long began = System.nanoTime();
    int code = 0;
    Optional<String> message = Optional.empty();
    try {
      if (patience.isCancelled()) {
        throw new CommandFailure(-1, "interrupted");
      }
      execute(command, index);
    } catch (CommandFailure e) {
      code = e.code();
      message = Optional.of(e.sentence());
    }
    listener.on(
        new PlayEvent.CommandEnded(
            index, code, message, Duration.ofNanos(System.nanoTime() - began)));
    return message.isEmpty();
  }

  private void execute(ExeCommand command, int index) throws CommandFailure, InterruptedException {
    switch (command) {
      case ExeCommand.Deploy deploy -> {
        expect(State.INITIALIZED);
        state = State.DEPLOYED; // also when it fails, as on a node
        deploy(deploy, index);
      }
      case ExeCommand.Start start -> {
        expect(State.DEPLOYED);
        state = State.READY;
        start(start, index);
      }
      case ExeCommand.Run run -> {
        expect(State.READY);
        run(run, index);
      }
      case ExeCommand.Transfer transfer -> {
        expect(State.READY);
        throw new CommandFailure(
            -1,
            "the desk does not transfer files yet; put what the runtime needs into its workdir");
      }
      case ExeCommand.Terminate terminate -> {
        boolean clean = endRuntime();
        state = State.INITIALIZED;
        if (!clean) {
          throw new CommandFailure(-1, "the runtime did not end as it should");
        }
      }
      case ExeCommand.Sign sign ->
          throw new CommandFailure(
              -1, "signing not supported: nothing here or on a usual node can sign");
    }
  }

  private void expect(State expected) throws CommandFailure {
    if (state != expected) {
      throw new CommandFailure(-1, state.refusal);
    }
  }

  private void deploy(ExeCommand.Deploy deploy, int index)
      throws CommandFailure, InterruptedException {
    if (deploy.networks()) {
      listener.warn("the desk joins no networks yet: 'net' is passed over");
    }
    if (!arguments.descriptor().managedImage()) {
      listener.warn(
          "a node would hand the agreement's image to this runtime (--task-package); the desk has"
              + " none");
    }
    DeployResult result =
        DeployResult.parse(oneShot.read(arguments.deploy(deploy), index, options.forPreparing()));
    result
        .error()
        .ifPresent(error ->
            listener.warn(
                "deploy reported the error '"
                    + error
                    + "' with exit code 0, which a node takes for a success"));
    serverMode = result.server();
  }

  private void start(ExeCommand.Start start, int index)
      throws CommandFailure, InterruptedException {
    if (!serverMode) {
      oneShot.show(arguments.startOnce(start.args()), index, options.forRun());
      return;
    }
    EventMonitor monitor = new EventMonitor(listener, meter, index);
    ServerSession started =
        ServerSession.start(
            arguments.startServer(start.args()), options, monitor, meter, patience, listener);
    session = started;
    started.hello(options.forPreparing());
  }

  private void run(ExeCommand.Run run, int index) throws CommandFailure, InterruptedException {
    if (run.fileName().isEmpty()) {
      throw new CommandFailure(-1, "Invalid binary name: " + run.entryPoint());
    }
    ServerSession running = session;
    if (running == null) {
      oneShot.show(arguments.runOnce(run), index, options.forRun());
    } else {
      running.checkAlive();
      running.run(run, index, options.forRun());
    }
  }

  private boolean endRuntime() throws InterruptedException {
    ServerSession running = session;
    session = null;
    return running == null || running.shutdown();
  }
}
