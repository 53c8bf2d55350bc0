package network.golem.runtime.sdk.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.command.Clock;
import network.golem.runtime.sdk.command.TestActivity;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.frames.Wire;
import network.golem.runtime.sdk.messages.Log;

/// The commands of a session without a process and without requests. The messages to the supervisor
/// are recorded.
final class TestSession implements AutoCloseable {
  /// One for all, because the commands only pass it on.
  private static final InvocationActivity ACTIVITY = TestActivity.make();

  private static final Log LOG = TestActivity.log();

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Commands.Shared shared;

  final Wire wire = new Wire();
  final FrameWriter writer = new FrameWriter(wire, () -> true, failures::add);
  final Clock clock = new Clock(failures::add);
  final Commands commands;

  TestSession(GolemRuntime runtime) {
    this(runtime, LOG);
  }

  TestSession(GolemRuntime runtime, Log log) {
    shared = new Commands.Shared(runtime, ACTIVITY, ACTIVITY.programs(), writer, clock, log);
    commands = new Commands(shared, failures::add);
  }

  /// A command that is not on the list of [#commands], for a test to execute.
  ///
  /// @param number its pid and the id of its request
  RunningCommand command(long number) {
    return new RunningCommand(commands, shared, number, number, new CommandLine("work", List.of()));
  }

  /// Stops the clock, so that nothing happens because of time.
  void stopClock() {
    var _ = clock.shutdownNow();
  }

  /// Returns everything that has been sent, and accepts no more.
  List<RuntimeMessage> finish() {
    boolean sent = writer.finish(List.of(), Long.MAX_VALUE);
    if (!sent || !failures.isEmpty()) {
      throw new AssertionError("sent: " + sent + ", failures: " + failures);
    }
    return wire.messages();
  }

  @Override
  public void close() {
    boolean _ = writer.finish(List.of(), System.nanoTime());
    stopClock();
  }
}
