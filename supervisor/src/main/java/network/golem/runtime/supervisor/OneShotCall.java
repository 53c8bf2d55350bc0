package network.golem.runtime.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import network.golem.runtime.protocol.Bytes;

/// A call of the runtime as a process that does one thing and ends.
final class OneShotCall {
  /// The real supervisor kills one second after SIGTERM.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// What the process left in its pipes arrives at once, unless others hold them.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /// A death by signal n looks like an exit with 128 + n here.
  private static final int MAX_SIGNAL = 64;

  private final PlayOptions options;
  private final Patience patience;
  private final Meter meter;
  private final PlayListener listener;

  OneShotCall(PlayOptions options, Patience patience, Meter meter, PlayListener listener) {
    this.options = options;
    this.patience = patience;
    this.meter = meter;
    this.listener = listener;
  }

  /// Runs it to its end, showing what it prints.
  void show(List<String> line, int index, TimeLimit limit)
      throws CommandFailure, InterruptedException {
    call(line, limit, (stderr, bytes) -> listener.on(new PlayEvent.Output(index, stderr, bytes)));
  }

  /// Runs it to its end, showing what it prints to standard error.
  ///
  /// @return what it printed to standard output, as the real supervisor reads it
  String read(List<String> line, int index, TimeLimit limit)
      throws CommandFailure, InterruptedException {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    try {
      call(
          line,
          limit,
          (stderr, bytes) -> {
            if (stderr) {
              listener.on(new PlayEvent.Output(index, true, bytes));
            } else {
              stdout.writeBytes(bytes.toByteArray());
            }
          });
    } catch (CommandFailure e) {
      if (stdout.size() > 0) { // then it is no answer, but may say why
        listener.on(new PlayEvent.Output(index, false, Bytes.copyOf(stdout.toByteArray())));
      }
      throw e;
    }
    return stdout.toString(UTF_8);
  }

  private void call(List<String> line, TimeLimit limit, BiConsumer<Boolean, Bytes> output)
      throws CommandFailure, InterruptedException {
    RuntimeProcess runtime;
    try {
      runtime = RuntimeProcess.start(line, options.workdir(), Map.of());
      runtime.process().getOutputStream().close();
    } catch (IOException e) {
      throw new CommandFailure(-1, "the runtime cannot be started: " + e.getMessage());
    }
    Thread stdout = pump(runtime.process().getInputStream(), bytes -> output.accept(false, bytes));
    Thread stderr = pump(runtime.process().getErrorStream(), bytes -> output.accept(true, bytes));
    try (var _ = Sampling.of(meter, runtime)) {
      patience.await(limit, "the runtime has not ended", runtime.process().onExit());
    } finally {
      Leftovers.end(runtime, GRACE, listener);
      boolean _ = stdout.join(LAST_WORDS) && stderr.join(LAST_WORDS);
    }
    int code = runtime.process().exitValue();
    if (code != 0) {
      String signal =
          code > 128 && code <= 128 + MAX_SIGNAL
              ? ", as by signal " + (code - 128) + " (for which a node says -1)"
              : "";
      throw new CommandFailure(code, "ExeScript command exited with code " + code + signal);
    }
  }

  private interface Taker {
    void take(Bytes bytes);
  }

  private static Thread pump(InputStream in, Taker taker) {
    return Thread.ofPlatform()
        .daemon()
        .name("output")
        .start(() -> {
          byte[] block = new byte[64 * 1024];
          try (in) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
              taker.take(Bytes.copyOf(block, 0, count));
            }
          } catch (IOException e) {
            // the process was ended, and its pipe with it
          }
        });
  }
}
