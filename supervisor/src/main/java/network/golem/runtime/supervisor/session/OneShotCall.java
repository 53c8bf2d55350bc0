package network.golem.runtime.supervisor.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.Captured;
import network.golem.runtime.supervisor.model.Debugger;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.TimeLimit;
import network.golem.runtime.supervisor.play.CapturedOutput;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.DeskThread;
import network.golem.runtime.supervisor.play.Patience;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.process.CommandStacks;
import network.golem.runtime.supervisor.process.Leftovers;
import network.golem.runtime.supervisor.process.RuntimeProcess;
import network.golem.runtime.supervisor.usage.Meter;
import network.golem.runtime.supervisor.usage.UsageSampler;

/// A call of the runtime as a process that does one thing and ends.
public final class OneShotCall {
  /// A node's supervisor sends SIGKILL one second after SIGTERM.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// What the process left in its pipes arrives at once, unless another process holds them open.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /// A node has no limit, and keeps all of it in memory.
  private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

  /// Java reports a death by signal n as exit code 128 + n.
  private static final int MAX_SIGNAL = 64;

  private final PlayOptions options;
  private final Meter meter;
  private final PlayListener listener;
  private final Set<RuntimeProcess> running = ConcurrentHashMap.newKeySet();

  public OneShotCall(PlayOptions options, Meter meter, PlayListener listener) {
    this.options = options;
    this.meter = meter;
    this.listener = listener;
  }

  /// Runs the call to its end.
  public void show(
      Debugger.Phase phase,
      List<String> line,
      CapturedOutput output,
      TimeLimit limit,
      Patience patience)
      throws CommandFailure, InterruptedException {
    call(phase, line, limit, patience, output::add);
  }

  /// Runs the call to its end.
  ///
  /// @return its standard output, as a node's supervisor decodes it
  public String read(
      Debugger.Phase phase,
      List<String> line,
      CapturedOutput output,
      TimeLimit limit,
      Patience patience)
      throws CommandFailure, InterruptedException {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    call(
        phase,
        line,
        limit,
        patience,
        (stderr, bytes) -> {
          output.add(stderr, bytes);
          if (!stderr && stdout.size() <= LONGEST_ANSWER) {
            stdout.writeBytes(bytes.toByteArray());
          }
        });
    if (stdout.size() > LONGEST_ANSWER) {
      throw new CommandFailure(
          -1,
          "the runtime printed more than "
              + LONGEST_ANSWER / 1024 / 1024
              + " MiB instead of an answer");
    }
    return Captured.text(stdout.toByteArray());
  }

  /// Ends the calls in progress as a node does: by SIGTERM, and by SIGKILL a second later.
  public void end() throws InterruptedException {
    for (RuntimeProcess process : running) {
      var _ = process.end(GRACE);
    }
  }

  /// Which processes the calls in progress are, and where their commands are.
  public String whereabouts() throws InterruptedException {
    StringJoiner text = new StringJoiner("\n");
    for (RuntimeProcess process : running) {
      text.add(CommandStacks.describe(process));
    }
    return text.toString();
  }

  private void call(
      Debugger.Phase phase,
      List<String> line,
      TimeLimit limit,
      Patience patience,
      BiConsumer<Boolean, Bytes> output)
      throws CommandFailure, InterruptedException {
    RuntimeProcess runtime;
    try {
      runtime = RuntimeProcess.start(line, options.workdir(), options.environment(phase));
      runtime.process().getOutputStream().close();
    } catch (IOException e) {
      throw new CommandFailure(-1, "cannot start the runtime: " + e.getMessage());
    }
    running.add(runtime);
    Thread stdout = pump(runtime.process().getInputStream(), bytes -> output.accept(false, bytes));
    Thread stderr = pump(runtime.process().getErrorStream(), bytes -> output.accept(true, bytes));
    UsageSampler sampler = meter.watch(runtime);
    try {
      patience.await(limit, "the runtime has not ended", runtime.exit());
    } catch (CommandFailure e) {
      throw runtime.process().isAlive() ? e.explained(CommandStacks.describe(runtime)) : e;
    } finally {
      running.remove(runtime);
      sampler.end();
      Leftovers.end(runtime, GRACE, options.sweep(), listener);
      boolean _ = stdout.join(LAST_WORDS) && stderr.join(LAST_WORDS);
    }
    int code = runtime.process().exitValue();
    if (code != 0) {
      throw CommandFailure.exit(
          code,
          code > 128 && code <= 128 + MAX_SIGNAL
              ? "as if ended by signal " + (code - 128) + ", which a node reports as -1"
              : "");
    }
  }

  private interface Taker {
    void take(Bytes bytes);
  }

  private Thread pump(InputStream in, Taker taker) {
    return DeskThread.start(
        "output",
        listener,
        () -> {
          byte[] block = new byte[64 * 1024];
          try (in) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
              taker.take(Bytes.copyOf(block, 0, count));
            }
          } catch (IOException e) {
            // the process was ended, which closed its pipe
          }
        });
  }
}
