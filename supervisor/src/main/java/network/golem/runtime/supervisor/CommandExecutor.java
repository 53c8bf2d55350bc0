package network.golem.runtime.supervisor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.Debugger;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.networks.KnownNetworks;
import network.golem.runtime.supervisor.networks.Networks;
import network.golem.runtime.supervisor.play.CapturedOutput;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.NodeWording;
import network.golem.runtime.supervisor.play.Patience;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.process.RuntimeArguments;
import network.golem.runtime.supervisor.session.DeployResult;
import network.golem.runtime.supervisor.session.OneShotCall;
import network.golem.runtime.supervisor.session.ServerSession;
import network.golem.runtime.supervisor.transfer.TransferStep;
import network.golem.runtime.supervisor.transfer.VolumeTable;
import network.golem.runtime.supervisor.usage.Meter;
import org.jspecify.annotations.Nullable;

/// Executes commands on an activity's runtime, one at a time, and keeps what outlives them: the
/// session, the volumes, the image.
final class CommandExecutor {
  private final PlayOptions options;
  private final Agreement agreement;
  private final RuntimeArguments arguments;
  private final PlayListener listener;
  private final Meter meter;
  private final OneShotCall oneShot;
  private final TransferStep transferStep;

  private final KnownNetworks networks = new KnownNetworks();

  /// Written by `deploy`. Two may run at once if `terminate` arrived during the first.
  private volatile VolumeTable volumes;

  private volatile Optional<Path> image = Optional.empty();
  private volatile boolean serverMode;
  private volatile @Nullable ServerSession session;
  private volatile @Nullable Networks joined;

  CommandExecutor(
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
    this.transferStep = new TransferStep(options, agreement, listener);
    this.volumes = VolumeTable.provisional(options.workdir(), List.of());
  }

  /// Executes any command but `terminate`, and waits for its end.
  void execute(
      ExeCommand command, CommandPosition position, CapturedOutput output, Patience patience)
      throws CommandFailure, InterruptedException {
    switch (command) {
      case ExeCommand.Deploy deploy -> deploy(deploy, position, output, patience);
      case ExeCommand.Start start -> start(start, position, output, patience);
      case ExeCommand.Run run -> run(run, position, output, patience);
      case ExeCommand.Transfer transfer ->
          transferStep.transfer(transfer, volumes, position, options.forRun(), patience);
      case ExeCommand.Terminate _ ->
          throw new IllegalStateException("the activity executes terminate itself");
      case ExeCommand.Sign _ ->
          throw new CommandFailure(
              -1, "signing not supported: binary built without the 'sgx' feature");
    }
  }

  private void deploy(
      ExeCommand.Deploy deploy, CommandPosition position, CapturedOutput output, Patience patience)
      throws CommandFailure, InterruptedException {
    volumes = VolumeTable.provisional(options.workdir(), deploy.hostVolumes());
    Optional<Path> fetched = transferStep.image(deploy, position, options.forRun(), patience);
    if (!arguments.descriptor().managedImage()) {
      image = fetched;
    }
    networks.remember(deploy);
    checkImage();
    DeployResult result =
        DeployResult.parse(
            oneShot.read(
                Debugger.Phase.DEPLOY,
                arguments.deploy(deploy, image),
                output,
                options.forPreparing(),
                patience));
    result
        .error()
        .ifPresent(error ->
            listener.warn(
                "deploy reported the error '"
                    + error
                    + "' with exit code 0, which a node treats as a success"));
    serverMode = result.server();
    result.volumes().ifPresent(vols -> volumes = table(vols));
  }

  /// The volumes by their paths, for transfers.
  private VolumeTable table(List<DeployResult.Volume> answered) {
    Map<String, String> names = new LinkedHashMap<>();
    answered.forEach(volume -> names.put(volume.path(), volume.name()));
    return new VolumeTable(options.workdir(), names);
  }

  private void start(
      ExeCommand.Start start, CommandPosition position, CapturedOutput output, Patience patience)
      throws CommandFailure, InterruptedException {
    checkImage();
    if (!serverMode) {
      oneShot.show(
          Debugger.Phase.START,
          arguments.startOnce(start.args(), image),
          output,
          options.forRun(),
          patience);
      return;
    }
    Networks prepared = Networks.prepare(agreement, networks, listener);
    joined = prepared;
    ServerSession started =
        ServerSession.start(
            arguments.startServer(start.args(), image, prepared.options()),
            options,
            output,
            meter,
            listener);
    session = started;
    boolean ready = false;
    try {
      if (started.hello(position, options.forPreparing(), patience)) {
        prepared.join(started, position, options.forPreparing(), patience);
        ready = true;
      }
    } finally {
      if (!ready) {
        session = null;
        joined = null;
        prepared.close();
        started.kill(); // as on a node
      }
    }
  }

  /// A runtime that does not manage its image itself is only called if there is an image.
  private void checkImage() throws CommandFailure {
    if (!arguments.descriptor().managedImage() && image.isEmpty()) {
      throw new CommandFailure(
          -1,
          "task package (image) path was not provided",
          agreement.madeUp()
              ? "the runtime's descriptor does not contain --runtime-managed-image, so the"
                  + " requestor must name an image; on the desk, use --task-package FILE"
              : "the agreement names none, and the runtime's descriptor does not contain"
                  + " --runtime-managed-image");
    }
  }

  private void run(
      ExeCommand.Run run, CommandPosition position, CapturedOutput output, Patience patience)
      throws CommandFailure, InterruptedException {
    if (run.fileName().isEmpty()) {
      throw new CommandFailure(
          -1,
          NodeWording.runtime("Invalid binary name"),
          "'" + run.entryPoint() + "' has no file name");
    }
    ServerSession running = session;
    if (!serverMode) {
      checkImage();
      oneShot.show(
          Debugger.Phase.RUN, arguments.runOnce(run, image), output, options.forRun(), patience);
    } else if (running == null) {
      throw new CommandFailure(
          -1, NodeWording.runtime("START command not run"), "the last start has failed");
    } else {
      running.run(run, position, output, options.forRun(), patience);
    }
  }

  /// Whether the limits are passed to the runtime, which then enforces them itself.
  boolean managesHardware() {
    return arguments.descriptor().managedHardware();
  }

  /// Which process the runtime is, and where its commands are; empty if there is none. May be
  /// called from any thread.
  String whereabouts() throws InterruptedException {
    ServerSession running = session;
    return running == null ? oneShot.whereabouts() : running.whereabouts();
  }

  /// Ends the runtime, whatever it is doing. May be called from any thread.
  ///
  /// @return what went wrong when it ended
  Optional<String> end() throws InterruptedException {
    ServerSession running = session;
    Networks left = joined;
    session = null;
    joined = null;
    if (left != null) {
      left.close();
    }
    oneShot.end();
    return running == null ? Optional.empty() : running.shutdown();
  }
}
