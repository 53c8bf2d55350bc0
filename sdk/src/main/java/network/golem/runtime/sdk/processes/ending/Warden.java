package network.golem.runtime.sdk.processes.ending;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.posix.SpawnCalls;
import network.golem.runtime.sdk.processes.table.Mark;

/// Ends a runtime's programs if the runtime is killed. It is a small shell script that reads from a
/// pipe which only this process holds open, and waits for its end.
///
/// It has a session of its own, so that signals to the supervisor's process group do not reach it,
/// and a clean environment, so that it does not mistake itself for one of the programs.
public final class Warden {
  private static final String SCRIPT = "WARDEN";

  private final Line line;
  private final Mark mark;

  public Warden(Line line, Mark mark) {
    this.line = line;
    this.mark = mark;
  }

  /// The connection to the script.
  public interface Line {
    /// Writes to the pipe.
    void write(byte[] bytes) throws IOException;

    /// Closes the pipe, and waits until the script has ended.
    void hangUp() throws IOException, InterruptedException;

    /// The process at the other end.
    long pid();
  }

  /// @param mark the mark of all programs
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

  /// Its whole environment. The script is passed in a variable, so that a list of processes shows
  /// one line with its name.
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

  /// Lets the programs of this owner outlive the runtime.
  public synchronized void spare(String owner) throws IOException {
    line.write((owner + " " + mark.limit(owner) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Dismisses the script, because everything has been ended.
  public synchronized void dismiss() throws IOException, InterruptedException {
    line.write(new byte[] {'\n'});
    line.hangUp();
  }
}
