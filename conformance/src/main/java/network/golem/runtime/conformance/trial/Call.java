package network.golem.runtime.conformance.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// One call of the runtime that ends by itself.
public final class Call {
  private final Trial trial;
  private final List<String> words;
  private final RuntimeProcess process;
  private final CapturedStream stdout;
  private final CapturedStream stderr;
  private final long began = System.nanoTime();

  Call(Trial trial, List<String> words, RuntimeProcess process) {
    this.trial = trial;
    this.words = List.copyOf(words);
    this.process = process;
    this.stdout = new CapturedStream(process.process().getInputStream(), Integer.MAX_VALUE);
    this.stderr = new CapturedStream(process.process().getErrorStream(), Integer.MAX_VALUE);
  }

  public RuntimeProcess process() {
    return process;
  }

  /// Ends the input, as `/dev/null` does.
  public Call withoutInput() {
    try {
      process.process().getOutputStream().close();
    } catch (IOException _) {
      // it has ended already, or has closed it itself
    }
    return this;
  }

  /// Waits for its end.
  ///
  /// @return its exit code
  /// @throws Violation if it does not end
  public int code() throws InterruptedException {
    Duration patience = trial.patience();
    if (!process.process().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new Violation(this + " to end", "it still runs after " + patience.toSeconds() + " s");
    }
    return process.process().exitValue();
  }

  /// How long it took until now, or until it has ended.
  public Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// Everything that it has printed on standard output; something that it has left behind may hold
  /// the output open, and is not waited for long.
  public byte[] stdoutBytes() throws InterruptedException {
    code();
    stdout.join(2000);
    return stdout.bytes();
  }

  public String stdout() throws InterruptedException {
    return new String(stdoutBytes(), UTF_8);
  }

  public String stderr() throws InterruptedException {
    code();
    stderr.join(2000);
    return new String(stderr.bytes(), UTF_8);
  }

  /// @throws Violation if it does not end with 0
  public Call succeeds() throws InterruptedException {
    int code = code();
    trial.expect(code == 0, "exit code 0 of " + this, "exit code " + code);
    return this;
  }

  /// @throws Violation if it does not end with another code than 0
  public Call fails() throws InterruptedException {
    int code = code();
    trial.expect(code != 0, "an exit code other than 0 of " + this, "exit code 0");
    return this;
  }

  List<String> account() {
    return List.of(
        "$ " + String.join(" ", words),
        "  stdout " + MessageText.quoted(stdout.bytes()),
        "  stderr " + MessageText.quoted(stderr.bytes()),
        process.process().isAlive()
            ? "  still running"
            : "  exit code " + process.process().exitValue());
  }

  /// What it does, without paths.
  @Override
  public String toString() {
    return trial.named(words);
  }
}
