package network.golem.runtime.testkit;

import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.AssertProvider;

/// How a call of the runtime's executable ended. AssertJ's own `assertThat(result)` returns a
/// [ProgramResultAssert].
public final class ProgramResult implements Outcome, AssertProvider<ProgramResultAssert> {
  private final String what;
  private final int code;
  private final byte[] stdout;
  private final byte[] stderr;
  private final Duration took;

  ProgramResult(String what, int code, byte[] stdout, byte[] stderr, Duration took) {
    this.what = what;
    this.code = code;
    this.stdout = stdout;
    this.stderr = stderr;
    this.took = took;
  }

  @Override
  public ProgramResultAssert assertThat() {
    return new ProgramResultAssert(this);
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public byte[] stdoutBytes() {
    return stdout.clone();
  }

  @Override
  public byte[] stderrBytes() {
    return stderr.clone();
  }

  /// The time from the call to the process's end.
  public Duration took() {
    return took;
  }

  /// The whole result, for people.
  @Override
  public String toString() {
    return Description.of(this, " ended with exit code " + code, took, Map.of());
  }
}
