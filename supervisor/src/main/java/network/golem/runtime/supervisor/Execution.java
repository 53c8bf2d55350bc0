package network.golem.runtime.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.supervisor.transfer.Volumes;
import org.jspecify.annotations.Nullable;

/// Executes commands on an activity's runtime, one at a time, and holds what they leave: the
/// session, the volumes, the image.
final class Execution {
  private final PlayOptions options;
  private final Agreement agreement;
  private final RuntimeArguments arguments;
  private final PlayListener listener;
  private final Meter meter;
  private final OneShotCall oneShot;
  private final Movement movement;

  private Volumes volumes;
  private Optional<Path> image = Optional.empty();
  private boolean serverMode;
  private ExeCommand.@Nullable Deploy deployed;
  private volatile @Nullable ServerSession session;
  private volatile @Nullable Networks networks;

  Execution(
      RuntimeBinary runtime,
      PlayOptions options,
      Agreement agreement,
      Meter meter,
      PlayListener listener) {
    this.options = options;
    this.agreement = agreement;
    this.meter = meter;
    this.listener = listener;
    this.arguments =
        RuntimeArguments.of(
            runtime,
            options.workdir(),
            agreement,
            agreement.taskPackage().isPresent() || options.files().taskPackage().isPresent(),
            options.runtimeArgs());
    this.oneShot = new OneShotCall(options, meter, listener);
    this.movement = new Movement(options, agreement, listener);
    this.volumes = Volumes.provisional(options.workdir(), List.of());
  }

  /// Executes all but `terminate`, to the command's end.
  void execute(ExeCommand command, Place place, CommandOutput output, Patience patience)
      throws CommandFailure, InterruptedException {
    switch (command) {
      case ExeCommand.Deploy deploy -> deploy(deploy, place, output, patience);
      case ExeCommand.Start start -> start(start, output, patience);
      case ExeCommand.Run run -> run(run, output, patience);
      case ExeCommand.Transfer transfer ->
          movement.transfer(transfer, volumes, place, options.forRun(), patience);
      case ExeCommand.Terminate _ -> {
        if (!end()) {
          throw new CommandFailure(-1, "the runtime did not end as it should");
        }
      }
      case ExeCommand.Sign _ ->
          throw new CommandFailure(
              -1, "signing not supported: nothing here or on a usual node can sign");
    }
  }

  private void deploy(
      ExeCommand.Deploy deploy, Place place, CommandOutput output, Patience patience)
      throws CommandFailure, InterruptedException {
    deployed = deploy;
    volumes = Volumes.provisional(options.workdir(), deploy.hostVolumes());
    Optional<Path> fetched = movement.image(deploy, place, options.forRun(), patience);
    for (PrivateNetwork network : deploy.networks()) {
      network.check();
    }
    if (!arguments.descriptor().managedImage()) {
      image = fetched;
      checkImage();
    }
    DeployResult result =
        DeployResult.parse(
            oneShot.read(
                arguments.deploy(deploy, image), output, options.forPreparing(), patience));
    result
        .error()
        .ifPresent(error ->
            listener.warn(
                "deploy reported the error '"
                    + error
                    + "' with exit code 0, which a node takes for a success"));
    serverMode = result.server();
    result.volumes().ifPresent(vols -> volumes = DeployResult.table(options.workdir(), vols));
  }

  /// Also `start` may come without one: a `deploy` that has failed to fetch it has deployed.
  private void checkImage() throws CommandFailure {
    if (!arguments.descriptor().managedImage() && image.isEmpty()) {
      throw new CommandFailure(
          -1,
          "task package (image) path was not provided",
          agreement.madeUp()
              ? "the runtime's descriptor does not say --runtime-managed-image, so requestors"
                  + " have to name an image; here, --task-package FILE does"
              : "the agreement names none that was fetched, and the runtime's descriptor does not"
                  + " say --runtime-managed-image");
    }
  }

  private void start(ExeCommand.Start start, CommandOutput output, Patience patience)
      throws CommandFailure, InterruptedException {
    checkImage();
    if (!serverMode) {
      oneShot.show(arguments.startOnce(start.args(), image), output, options.forRun(), patience);
      return;
    }
    ExeCommand.Deploy deploy = deployed;
    if (deploy == null) {
      throw new IllegalStateException("start before deploy");
    }
    Networks prepared = Networks.prepare(agreement, deploy, listener);
    networks = prepared;
    EventMonitor monitor = new EventMonitor(listener, meter, output);
    ServerSession started =
        ServerSession.start(
            arguments.startServer(start.args(), image, prepared.options()),
            options,
            monitor,
            meter,
            listener);
    session = started;
    started.hello(options.forPreparing(), patience);
    prepared.join(started, options.forPreparing(), patience);
  }

  private void run(ExeCommand.Run run, CommandOutput output, Patience patience)
      throws CommandFailure, InterruptedException {
    if (run.fileName().isEmpty()) {
      throw new CommandFailure(
          -1, "Invalid binary name", "'" + run.entryPoint() + "' ends in no file name");
    }
    ServerSession running = session;
    if (running == null) {
      checkImage();
      oneShot.show(arguments.runOnce(run, image), output, options.forRun(), patience);
    } else {
      running.checkAlive();
      running.run(run, output, options.forRun(), patience);
    }
  }

  /// Whether the runtime is told of its limits and keeps them itself.
  boolean managesHardware() {
    return arguments.descriptor().managedHardware();
  }

  /// Ends the runtime, whatever it is doing; any thread may ask for it.
  ///
  /// @return whether it ended as it should
  boolean end() throws InterruptedException {
    ServerSession running = session;
    Networks joined = networks;
    session = null;
    networks = null;
    if (joined != null) {
      joined.close();
    }
    return running == null || running.shutdown();
  }
}
