package network.golem.runtime.sdk.build;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.RuntimeMessage;

/// Run by a build, on the runtime's own class path: `SessionMain RUNS WORKDIR COMMAND…` starts the
/// command, which becomes [TrainingMain], plays the supervisor for it, prints `trained` if all of
/// the session was played, and exits with the command's exit code. RUNS is what [ScriptMain] has
/// printed, in a file; or nothing. If the runtime is in one-shot mode, there is no session.
///
/// It is a process of its own, because everything that [TrainingMain] loads becomes part of the
/// packaged runtime, which never plays the supervisor.
public final class SessionMain {
  private SessionMain() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    Optional<TrainingScript> script =
        words[0].isEmpty() ? Optional.empty() : Optional.of(TrainingScript.read(Path.of(words[0])));
    List<String> command = List.of(words).subList(2, words.length);
    Process runtime = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    if (script.isPresent() && TrainingScript.isOneShot(Path.of(words[1], TrainingMain.PHASES))) {
      awaitEnd(runtime);
    } else {
      play(runtime, script);
    }
  }

  private static void awaitEnd(Process runtime) throws IOException, InterruptedException {
    runtime.getOutputStream().close();
    long _ = runtime.getInputStream().transferTo(OutputStream.nullOutputStream());
    int code = runtime.waitFor();
    if (code != 0) { // such as a command that can be executed only once
      Notes.tell("the repeated run failed with exit code " + code);
    }
    System.out.println("trained");
    System.exit(0);
  }

  private static void play(Process runtime, Optional<TrainingScript> script)
      throws InterruptedException {
    Set<ProcessHandle> left = new HashSet<>();
    boolean trained = false;
    try (Connection<Request, RuntimeMessage> connection =
        Connection.ofSupervisor(runtime.getInputStream(), runtime.getOutputStream())) {
      TrainingSession session = new TrainingSession(connection);
      trained =
          session.begin(script) && session.play(() -> runtime.descendants().forEach(left::add));
    } catch (IOException e) {
      Notes.tell("the training session failed: " + e.getMessage());
    }
    int code = runtime.waitFor();
    left.forEach(
        ProcessHandle::destroyForcibly); // processes that the runtime's phases have started
    if (trained) {
      System.out.println("trained");
    }
    System.exit(code);
  }
}
