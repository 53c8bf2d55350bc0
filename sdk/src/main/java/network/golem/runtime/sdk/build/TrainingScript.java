package network.golem.runtime.sdk.build;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.definition.FieldsText;
import org.jspecify.annotations.Nullable;

/// An ExeScript that the author names for the training: the runtime's own `deploy` and `start`, and
/// the script's runs, one after another. Its other commands are the supervisor's, and passed over.
record TrainingScript(List<Run> runs) {
  record Run(String entryPoint, List<String> args) {}

  /// What [ScriptMain] has made of an ExeScript.
  static TrainingScript read(Path file) throws IOException {
    return new TrainingScript(
        Files.readAllLines(file).stream()
            .map(line -> new Run(FieldsText.value(line, "run"), FieldsText.values(line, "arg")))
            .toList());
  }

  /// Plays it.
  void play(PhaseCall runtime, Mode mode, String workdir) throws IOException, InterruptedException {
    runtime.play("deploy", "--workdir", workdir, "deploy");
    if (mode == Mode.ONE_SHOT) {
      runtime.play("start", "--workdir", workdir, "start");
      for (Run run : runs) {
        List<String> words =
            new ArrayList<>(
                List.of("--workdir", workdir, "run", "--entrypoint", run.entryPoint(), "--"));
        words.addAll(run.args());
        runtime.play("run " + run.entryPoint(), words.toArray(String[]::new));
      }
      return;
    }
    Pipe requests = Pipe.open();
    Pipe answers = Pipe.open();
    Thread served =
        Thread.ofPlatform()
            .name("training")
            .start(() -> {
              runtime.play(
                  "start",
                  System.getenv(),
                  Channels.newInputStream(requests.source()),
                  Channels.newOutputStream(answers.sink()),
                  "--workdir",
                  workdir,
                  "start");
              close(answers);
            });
    try (Connection<Request, RuntimeMessage> session =
        Connection.ofSupervisor(
            Channels.newInputStream(answers.source()), Channels.newOutputStream(requests.sink()))) {
      new Session(session).play(runs);
    }
    served.join();
  }

  /// Its reader is at the end then.
  private static void close(Pipe pipe) {
    try {
      pipe.sink().close();
    } catch (IOException e) {
      PhaseCall.tell("the training session could not be closed: " + e.getMessage());
    }
  }

  /// The supervisor's side, one request after another.
  private static final class Session {
    private final Connection<Request, RuntimeMessage> connection;
    private long lastId = 1;

    Session(Connection<Request, RuntimeMessage> connection) {
      this.connection = connection;
    }

    void play(List<Run> runs) throws IOException {
      connection.send(new Request.Hello(++lastId, "0.1.0"));
      if (answer("start") == null) {
        return;
      }
      for (Run run : runs) {
        List<String> args = new ArrayList<>(List.of(run.entryPoint()));
        args.addAll(run.args());
        connection.send(new Request.RunProcess(++lastId, run.entryPoint(), args));
        awaitEnd("run " + run.entryPoint());
      }
      connection.send(new Request.Shutdown(++lastId));
      Response _ = answer("shutdown");
    }

    /// The answer to the last request, unless there is none, or it is an error, which is told.
    private @Nullable Response answer(String what) throws IOException {
      for (RuntimeMessage message = connection.receive();
          message != null;
          message = connection.receive()) {
        if (message instanceof Response.Error error && error.id() == lastId) {
          PhaseCall.tell(what + " was refused: " + error.message());
          return null;
        }
        if (message instanceof Response response && response.id() == lastId) {
          return response;
        }
      }
      PhaseCall.tell(what + " was not answered");
      return null;
    }

    /// The end of the only command may come before the answer to its run.
    private void awaitEnd(String what) throws IOException {
      for (RuntimeMessage message = connection.receive();
          message != null;
          message = connection.receive()) {
        if (message instanceof Response.Error error && error.id() == lastId) {
          PhaseCall.tell(what + " was refused: " + error.message());
          return;
        }
        if (message instanceof Event.ProcessStatus status
            && status.pid() != 0
            && !status.running()) {
          if (status.returnCode() != 0) {
            PhaseCall.tell(what + " ended with code " + status.returnCode());
          }
          return;
        }
      }
      PhaseCall.tell(what + " did not end");
    }
  }
}
