package network.golem.runtime.examples.wasi;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import network.golem.runtime.examples.wasi.engine.Guest;
import network.golem.runtime.examples.wasi.engine.Guest.Ending;
import network.golem.runtime.examples.wasi.engine.Guest.Limit;
import network.golem.runtime.examples.wasi.engine.GuestSpec;
import network.golem.runtime.examples.wasi.engine.Mount;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;

/// Runs a guest for each command, as many at once as the provider allows, and counts what they use.
final class Guests {
  /// As a shell shows an abort.
  private static final int TRAPPED = 134;

  /// As `timeout` exits.
  private static final int TIMED_OUT = 124;

  private final WasiOptions options;
  private final Semaphore places;
  private final GuestTimes times = new GuestTimes();
  private final GuestFuel fuel = new GuestFuel();

  Guests(WasiOptions options) {
    this.options = options;
    places = new Semaphore(options.guests());
  }

  /// Bills the activity, in server mode.
  void bill(Activity activity) {
    activity.counter(GuestTimes.COUNTER).sampleEvery(Duration.ofSeconds(1), times);
  }

  /// @return the command's exit code
  int run(Command command, Activity activity, Module module, List<Mount> mounts)
      throws InterruptedException, RuntimeFailure {
    if (!places.tryAcquire()) {
      throw new RuntimeFailure(
          Code.INTERNAL, "all " + options.guests() + " places for modules are taken; try later");
    }
    try {
      return exitCode(ending(command, activity, module, mounts), command);
    } finally {
      places.release();
    }
  }

  private Ending ending(Command command, Activity activity, Module module, List<Mount> mounts)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(module.path()));
    arguments.addAll(command.arguments());
    GuestSpec spec =
        new GuestSpec(
            arguments,
            mounts,
            options.limits(),
            command.stdin(),
            command.stdout(),
            new StandardError(command));
    Guest guest = module.program().start(spec);
    try (var _ = times.measure(guest)) {
      try {
        Ending ending = guest.await();
        bill(activity, guest, ending);
        return ending;
      } catch (InterruptedException e) {
        bill(activity, guest, guest.kill()); // it is measured to its end
        throw e;
      }
    }
  }

  /// Only a definition that counts fuel has the counter.
  private void bill(Activity activity, Guest guest, Ending ending) {
    if (options.fuel()) {
      activity.counter(GuestFuel.COUNTER).raiseTo(fuel.add(guest, ending));
    }
  }

  private static int exitCode(Ending ending, Command command) {
    if (ending instanceof Ending.Exited(int code)) { // before the switch, which takes milliseconds
      return code;
    }
    return switch (ending) {
      case Ending.Exited(int code) -> code;
      case Ending.Trapped(String reason, List<String> trace) -> {
        command.stderr().println(reason);
        trace.forEach(line -> command.stderr().println("  " + line));
        yield TRAPPED;
      }
      case Ending.Limited(Limit limit, String reason) -> {
        command.stderr().println("the command was ended: " + reason);
        yield limit == Limit.TIME ? TIMED_OUT : TRAPPED;
      }
      case Ending.Killed _ -> throw new CancellationException("the command has been killed");
    };
  }

  /// A command's standard error, which has buffers of 16 KiB from when it is first asked for. Most
  /// guests never print to it.
  private static final class StandardError extends OutputStream {
    private final Command command;

    StandardError(Command command) {
      this.command = command;
    }

    @Override
    public void write(int value) {
      command.stderr().write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      command.stderr().write(bytes, from, length);
    }
  }
}
