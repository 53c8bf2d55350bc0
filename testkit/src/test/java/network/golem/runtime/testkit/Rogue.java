package network.golem.runtime.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Event.ProcessStatus;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.launch.Launch;

/// A runtime that is not built with the SDK, and misbehaves.
public final class Rogue {
  private Rogue() {}

  static void main(String[] args) throws IOException {
    Launch.Guest guest = Launch.GUEST.get();
    if (args[args.length - 1].equals("--")) {
      guest
          .host()
          .out()
          .write("{\"startMode\": \"blocking\", \"valid\": {\"Ok\": \"\"}}".getBytes(UTF_8));
      guest.exit().accept(0);
      return;
    }
    Connection<RuntimeMessage, Request> supervisor =
        Connection.ofRuntime(guest.host().in(), guest.host().out());
    for (Request request = supervisor.receive(); request != null; request = supervisor.receive()) {
      switch (request) {
        case Request.Hello(long id, _) -> supervisor.send(new Response.Hello(id, "0"));
        case Request.RunProcess run -> {
          switch (run.bin()) {
            case "silent" -> supervisor.send(output(1));
            case "early" -> {
              supervisor.send(ProcessStatus.started(7));
              supervisor.send(output(7));
              supervisor.send(new Response.RunProcess(run.id(), 7));
              supervisor.send(ProcessStatus.ended(7, 0));
            }
            case "text" -> guest.host().out().write("Starting the pump\n".getBytes(UTF_8));
            case "exit" -> {
              guest.exit().accept(7);
              return;
            }
            case "garbage" ->
                guest.host().out().write(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1});
            default -> {
              supervisor.send(new Response.RunProcess(run.id(), 1));
              supervisor.send(ProcessStatus.started(1));
              supervisor.send(ProcessStatus.ended(1, 0));
              if (run.bin().equals("late")) {
                supervisor.send(output(1));
              }
            }
          }
        }
        case Request.KillProcess kill -> {}
        case Request.Shutdown(long id) -> {
          supervisor.send(new Response.Shutdown(id));
          guest.exit().accept(3);
          return;
        }
        case Request.CreateNetwork network -> {}
        case Request.Unrecognized unrecognized -> {}
      }
    }
  }

  private static Event output(long pid) {
    return new ProcessStatus(pid, true, 0, Bytes.utf8("text"), Bytes.EMPTY);
  }
}
