package network.golem.runtime.sdk.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

/// The supervisor's side of the training: a session with the author's own runtime, if there is a
/// script, and one with the [TrainingRuntime], over the same streams. The version that answers
/// hello shows which of them is serving.
final class TrainingSession {
  private static final String SUPERVISOR = "0.1.0";
  private static final int NOOPS = 2000;
  private static final int ECHOES = 50;
  private static final int PROGRAMS = 5;
  private static final int SIGTERM = 15;

  private final Connection<Request, RuntimeMessage> connection;
  private long lastId = 1;

  TrainingSession(Connection<Request, RuntimeMessage> connection) {
    this.connection = connection;
  }

  /// Plays the session with the author's own runtime, if there is a script, and says hello to the
  /// [TrainingRuntime].
  ///
  /// @return whether the latter has answered
  boolean begin(Optional<TrainingScript> script) throws IOException {
    Response hello = hello();
    if (script.isPresent() && !isTrainingRuntime(hello)) {
      if (isAnswer("start", hello)) {
        for (TrainingScript.Run run : script.get().runs()) {
          play(run);
        }
      }
      boolean _ = isAnswer("shutdown", answer(new Request.Shutdown(++lastId)));
      hello = hello();
    }
    return isTrainingRuntime(hello);
  }

  private @Nullable Response hello() throws IOException {
    return answer(new Request.Hello(++lastId, SUPERVISOR));
  }

  private static boolean isTrainingRuntime(@Nullable Response hello) {
    return hello instanceof Response.Hello known && known.version().equals(TrainingRuntime.VERSION);
  }

  private void play(TrainingScript.Run run) throws IOException {
    String what = "run " + run.entryPoint();
    long request = run(run.entryPoint(), run.args());
    // the end of the only command may come before the answer to its run
    for (RuntimeMessage message = connection.receive();
        message != null;
        message = connection.receive()) {
      if (message instanceof Response.Error error && error.id() == request) {
        boolean _ = isAnswer(what, error);
        return;
      }
      if (isEnd(message)) {
        int code = ((Event.ProcessStatus) message).returnCode();
        if (code != 0) {
          Notes.tell(what + " ended with code " + code);
        }
        return;
      }
    }
    Notes.tell(what + " did not end");
  }

  /// Plays the session with the [TrainingRuntime]: commands that print, execute programs, fail and
  /// are killed, and the shutdown.
  ///
  /// @param beforeTheEnd runs when everything but the shutdown has been played
  /// @return whether the runtime has done everything
  boolean play(Runnable beforeTheEnd) throws IOException {
    long before = lastId;
    for (int i = 0; i < NOOPS; i++) {
      long _ = run("noop", List.of());
    }
    for (int i = 0; i < ECHOES; i++) {
      long _ = run("echo", List.of("a", "b"));
    }
    for (int i = 0; i < PROGRAMS; i++) {
      long _ = run("exec", List.of());
    }
    long _ = run("flood", List.of());
    long _ = run("fail", List.of());
    long endless = run("sleep", List.of());
    if (!awaitEnds(lastId - before, endless)) {
      return false;
    }
    beforeTheEnd.run();
    boolean ended = answer(new Request.Shutdown(++lastId)) instanceof Response.Shutdown;
    while (connection.receive() != null) {}
    return ended;
  }

  /// Waits until all commands have been refused or have ended.
  ///
  /// @param endless the request of the last command, which has to be killed
  private boolean awaitEnds(long commands, long endless) throws IOException {
    long left = commands;
    while (left > 0) {
      RuntimeMessage message = connection.receive();
      if (message == null) {
        return false;
      }
      if (message instanceof Response.RunProcess started && started.id() == endless) {
        connection.send(new Request.KillProcess(++lastId, started.pid(), SIGTERM));
      }
      boolean refused = message instanceof Response.Error error && error.id() <= endless;
      if (refused || isEnd(message)) {
        left--;
      }
    }
    return true;
  }

  /// Whether a message is the end of a command. (`start` has pid 0, and no end.)
  private static boolean isEnd(RuntimeMessage message) {
    return message instanceof Event.ProcessStatus status && status.pid() != 0 && !status.running();
  }

  private long run(String entryPoint, List<String> args) throws IOException {
    List<String> words = new ArrayList<>(List.of(entryPoint)); // as the real supervisor does
    words.addAll(args);
    connection.send(new Request.RunProcess(++lastId, entryPoint, words));
    return lastId;
  }

  /// The answer to a request; `null` if the runtime has ended before.
  private @Nullable Response answer(Request request) throws IOException {
    connection.send(request);
    for (RuntimeMessage message = connection.receive();
        message != null;
        message = connection.receive()) {
      if (message instanceof Response response && response.id() == request.id()) {
        return response;
      }
    }
    return null;
  }

  /// Whether an answer is the expected one; any other is reported to the build.
  private static boolean isAnswer(String what, @Nullable Response answer) {
    if (answer == null) {
      Notes.tell(what + " was not answered");
    } else if (answer instanceof Response.Error error) {
      Notes.tell(what + " was refused: " + error.message());
    }
    return answer != null && !(answer instanceof Response.Error);
  }
}
