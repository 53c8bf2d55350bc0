package network.golem.runtime.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Endpoint;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Event.ProcessStatus;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;

/// A runtime in server mode that misbehaves. The arguments of `start` say how it answers hello and
/// shutdown (`shutdown silent`); the program of a run says how that run is treated.
///
/// Its pid is in the file `pid` in the workdir.
final class Rogue {
  private final Connection<RuntimeMessage, Request> supervisor =
      Connection.ofRuntime(System.in, System.out);
  private final String onHello;
  private final String onShutdown;
  private final String onNetwork;
  private final List<byte[]> memory = new ArrayList<>();
  private long pid;

  private Rogue(List<String> words) {
    this.onHello = following(words, "hello");
    this.onShutdown = following(words, "shutdown");
    this.onNetwork = following(words, "network");
  }

  static void main(String[] args) throws IOException, InterruptedException {
    Files.writeString(Path.of("pid"), Long.toString(ProcessHandle.current().pid()));
    new Rogue(List.of(args)).serve();
  }

  private static String following(List<String> words, String word) {
    int place = words.indexOf(word);
    return place < 0 ? "" : words.get(place + 1);
  }

  private void serve() throws IOException, InterruptedException {
    for (Request request = supervisor.receive(); request != null; request = supervisor.receive()) {
      switch (request) {
        case Request.Hello hello -> hello(hello);
        case Request.RunProcess run -> run(run.id(), run.bin(), run.args());
        case Request.Shutdown shutdown -> shutdown(shutdown);
        case Request.CreateNetwork network -> network(network);
        default -> throw new IllegalStateException("unexpected: " + request);
      }
    }
  }

  private void hello(Request.Hello hello) throws IOException, InterruptedException {
    switch (onHello) {
      case "refuse" -> refuse(hello.id(), "bad thing");
      case "silent" -> say("ready for nothing");
      case "text" -> {
        supervisor.send(output(0, "starting"));
        supervisor.send(new Response.Hello(hello.id(), "1"));
      }
      case "" -> supervisor.send(new Response.Hello(hello.id(), "1"));
      default -> die(onHello);
    }
  }

  /// The networks are in the file `network` in the workdir.
  private void network(Request.CreateNetwork network) throws IOException, InterruptedException {
    Files.writeString(
        Path.of("network"),
        network.networks() + " " + network.hosts() + " " + network.networkInterface());
    switch (onNetwork) {
      case "refuse" -> refuse(network.id(), "no network");
      case "none" -> supervisor.send(new Response.CreateNetwork(network.id(), null));
      case "datagram" -> answer(network, new Endpoint.UnixDatagram("/tmp/x"));
      case "listener" -> answer(network, new Endpoint.TcpListener("127.0.0.1:1"));
      case "nobody" -> answer(network, new Endpoint.UdpDatagram("127.0.0.1:9"));
      case "nonsense" -> answer(network, new Endpoint.UdpDatagram("here"));
      default -> die(onNetwork);
    }
  }

  private void answer(Request.CreateNetwork network, Endpoint endpoint) throws IOException {
    supervisor.send(new Response.CreateNetwork(network.id(), endpoint));
  }

  private void shutdown(Request.Shutdown shutdown) throws IOException, InterruptedException {
    switch (onShutdown) {
      case "silent" -> {}
      case "refuse" -> refuse(shutdown.id(), "not now");
      case "stay" -> supervisor.send(new Response.Shutdown(shutdown.id()));
      case "" -> {
        supervisor.send(new Response.Shutdown(shutdown.id()));
        Runtime.getRuntime().halt(0);
      }
      default -> {
        supervisor.send(new Response.Shutdown(shutdown.id()));
        die(onShutdown);
      }
    }
  }

  private void run(long id, String program, List<String> args)
      throws IOException, InterruptedException {
    switch (program) {
      case "refuse" -> {
        refuse(id, "no program");
        return;
      }
      case "early" -> { // all events precede the answer
        supervisor.send(output(++pid, "early"));
        supervisor.send(ProcessStatus.ended(pid, 0));
        supervisor.send(new Response.RunProcess(id, pid));
        return;
      }
      case "other-pid" -> {
        supervisor.send(new Response.RunProcess(id, 999));
        supervisor.send(ProcessStatus.ended(++pid, 0));
        return;
      }
      case "late" -> { // the previous run ends once more, which also ends this one
        supervisor.send(ProcessStatus.ended(pid, 42));
        supervisor.send(new Response.RunProcess(id, ++pid));
        return;
      }
      default -> {}
    }
    supervisor.send(new Response.RunProcess(id, ++pid));
    supervisor.send(output(pid, String.join(" ", args)));
    switch (program) {
      case "silent" -> {
        return;
      }
      case "talk" -> say("talking");
      case "end" -> {
        supervisor.send(ProcessStatus.ended(pid, Integer.parseInt(args.get(1))));
        return;
      }
      case "die" -> die(args.get(1));
      case "die-holding-the-pipe" -> {
        new ProcessBuilder("sleep", "1000").inheritIO().start();
        die(args.get(1));
      }
      case "garbage" -> {
        System.out.println("Hello from System.out! ".repeat(9));
        System.out.flush();
        return;
      }
      case "stray" -> supervisor.send(output(77, "from nobody"));
      case "count" -> {
        for (int i = 1; i < args.size(); i += 2) {
          supervisor.send(new Event.Counter(args.get(i), Double.parseDouble(args.get(i + 1))));
        }
      }
      case "child" -> new ProcessBuilder("sleep", "1000").start();
      case "allocate" -> fill(Integer.parseInt(args.get(1)));
      default -> {}
    }
    supervisor.send(ProcessStatus.ended(pid, 0));
    switch (program) {
      case "twice" -> supervisor.send(ProcessStatus.ended(pid, 1));
      case "after" -> supervisor.send(output(pid, "afterwards"));
      case "then-die" -> die(args.get(1));
      case "deaf" -> new CountDownLatch(1).await(); // stops reading
      default -> {}
    }
  }

  /// Keeps this many MiB in memory, forever.
  private void fill(int mebibytes) {
    for (int i = 0; i < mebibytes; i++) {
      byte[] block = new byte[1 << 20];
      Arrays.fill(block, (byte) 1);
      memory.add(block);
    }
  }

  private void refuse(long id, String why) throws IOException {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("k", "v");
    context.put("errno", "13");
    supervisor.send(new Response.Error(id, ErrorCode.BAD_REQUEST, why, context));
  }

  private static ProcessStatus output(long pid, String text) {
    return new ProcessStatus(pid, true, 0, Bytes.utf8(text), Bytes.EMPTY);
  }

  private static void say(String text) {
    System.err.println(text);
  }

  /// By an exit code, or by the signal `KILL`.
  private static void die(String how) throws IOException, InterruptedException {
    if (!how.equals("KILL")) {
      Runtime.getRuntime().halt(Integer.parseInt(how));
    }
    long self = ProcessHandle.current().pid();
    // in a session of its own, so that it does not count as left behind by the runtime
    new ProcessBuilder("setsid", "kill", "-KILL", Long.toString(self)).start().waitFor();
  }
}
