package network.golem.runtime.sdk.processes.ending;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.posix.SpawnCalls;
import network.golem.runtime.sdk.processes.table.Mark;

/// Ends a runtime's programs when the runtime itself was killed and can do nothing any more: a
/// small shell script that waits for the end of a pipe which only this process holds open.
///
/// It has a session of its own, so that what is sent to the supervisor's process group does not
/// reach it, and a clean environment, so that it does not take itself for one of the programs.
public final class Warden {
  private static final String SCRIPT = "WARDEN";

  private final Line line;
  private final Mark mark;

  public Warden(Line line, Mark mark) {
    this.line = line;
    this.mark = mark;
  }

  /// The way to the script.
  public interface Line {
    /// Writes to the pipe.
    void write(byte[] bytes) throws IOException;

    /// Closes it, and waits for the script's end.
    void hangUp() throws IOException, InterruptedException;

    /// The process at its other end.
    long pid();
  }

  /// @param mark of all programs
  public static List<String> command(Mark mark) {
    return List.of(
        "/bin/sh",
        "-c",
        "eval \"$" + SCRIPT + "\"",
        "golem-runtime-warden",
        mark.variable(),
        Long.toString(mark.tag()));
  }

  public long pid() {
    return line.pid();
  }

  /// All that it has in its environment: the script lies there, so that a list of processes shows
  /// one line that says what it is.
  public static Map<String, String> environment() {
    return Map.of("PATH", SpawnCalls.USUAL_PATH, SCRIPT, script());
  }

  private static String script() {
    try (var in = Warden.class.getResourceAsStream("warden.sh")) {
      if (in == null) {
        throw new IllegalStateException("warden.sh is missing beside " + Warden.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("warden.sh cannot be read", e);
    }
  }

  /// The programs of this owner may outlive the runtime.
  public synchronized void spare(String owner) throws IOException {
    line.write((owner + " " + mark.limit(owner) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Everything has been ended: there is nothing to do.
  public synchronized void dismiss() throws IOException, InterruptedException {
    line.write(new byte[] {'\n'});
    line.hangUp();
  }
}
