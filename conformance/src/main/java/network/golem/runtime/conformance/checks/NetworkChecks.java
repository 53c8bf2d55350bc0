package network.golem.runtime.conformance.checks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;

/// Networks: how a runtime joins them.
final class NetworkChecks {
  private static final int REQUEST = 30;
  private static final int UNIX_STREAM = 1;
  private static final int UDP_DATAGRAM = 3;
  private static final int TCP_STREAM = 5;
  private static final int UNKNOWN_INTERFACE = 7;
  private static final int CONNECT_MILLIS = 2000;
  private static final int AT_ONCE_MILLIS = 1500;
  private static final int ANSWER_MILLIS = 5000;
  private static final int ETHERNET = 14;

  /// Who has 192.168.7.2? Tell 192.168.7.3.
  private static final String ARP_REQUEST =
      "ffffffffffff"
          + "a013c0a80703"
          + "0806"
          + "0001080006040001"
          + "a013c0a80703"
          + "c0a80703"
          + "000000000000"
          + "c0a80702";

  private NetworkChecks() {}

  static Group group() {
    Group net = new Group("net", "start.stays");
    net.check("options", "Accepts --vpn-endpoint and --inet-endpoint before start", "NET-1")
        .by(trial -> {
          trial
              .start("--vpn-endpoint", "udp://127.0.0.1:9", "--inet-endpoint", "udp://127.0.0.1:9")
              .hello();
        });
    net.then("net.options");
    net.check("hello", "Answers hello before and after it joins a network", "NET-7")
        .by(trial -> {
          try (DatagramSocket ours = socket()) {
            Session session = joining(trial, ours);
            long id = session.newId();
            session.send(request(id, 0));
            long began = System.nanoTime();
            long took = (session.hello().nanos() - began) / 1_000_000;
            trial.expect(took < AT_ONCE_MILLIS, "an answer to hello at once", took + " ms");
            session.answer(id, "an answer to network");
          }
        });
    net.check("endpoint", "Answers with an endpoint that a supervisor takes", "NET-2")
        .after("net.hello")
        .by(trial -> {
          try (DatagramSocket ours = socket()) {
            Reply answer = join(joining(trial, ours));
            trial.expect(answer.member() == Reply.NETWORK, "network", answer);
            int kind = answer.endpointKind();
            trial.expect(
                kind == UNIX_STREAM || kind == UDP_DATAGRAM || kind == TCP_STREAM,
                "udp_datagram, tcp_stream or unix_stream",
                answer);
            if (kind != UNIX_STREAM) {
              trial.expect(
                  answer.endpoint().matches("([0-9.]+|\\[[0-9a-f:]+]):[0-9]+"), "IP:PORT", answer);
            }
          }
        });
    net.then("net.endpoint");
    net.check("open", "Opens the socket before the answer", "NET-3")
        .by(trial -> {
          try (DatagramSocket ours = socket()) {
            expectOpen(trial, join(joining(trial, ours)));
          }
        });
    net.check("datagrams", "Sends each Ethernet frame as one datagram without a prefix", "NET-4")
        .after("net.open")
        .by(trial -> {
          byte[] frame = answerToArp(trial);
          boolean arp =
              frame.length >= ETHERNET && frame[ETHERNET - 2] == 8 && frame[ETHERNET - 1] == 6;
          // an empty one is another check's concern
          trial.expect(
              frame.length == 0 || arp, "an ARP frame in one datagram", MessageText.hex(frame));
        });
    net.check("not-empty", "Never sends an empty datagram", "NET-5")
        .after("net.open")
        .by(trial -> {
          byte[] frame = answerToArp(trial);
          trial.expect(frame.length > 0, "no empty datagram", "one");
        });
    net.check("interface", "Refuses an interface that it does not know", "NET-6")
        .by(trial -> {
          try (DatagramSocket ours = socket()) {
            Session session = joining(trial, ours);
            long id = session.newId();
            session.send(request(id, UNKNOWN_INTERFACE));
            Reply answer = session.answer(id, "an answer to network");
            trial.expect(answer.member() == Reply.ERROR, "an error", answer);
            session.hello();
          }
        });
    net.check("closed", "Closes the socket when the session ends", "NET-9")
        .by(trial -> {
          try (DatagramSocket ours = socket()) {
            Session session = joining(trial, ours);
            Reply answer = join(session);
            List<Path> files = socketFiles(session.process().process().pid());
            session.finish();
            files.removeIf(file -> !Files.exists(file));
            trial.expect(files.isEmpty(), "no socket file", files);
            if (answer.endpointKind() == UDP_DATAGRAM) {
              InetSocketAddress address = address(answer);
              boolean free =
                  Trial.eventually(
                      () -> isFree(address), Duration.ofSeconds(CONNECT_MILLIS / 1000));
              trial.expect(free, "a port that can be used again", answer);
            } else if (answer.endpointKind() == UNIX_STREAM) {
              Path file = Path.of(answer.endpoint());
              trial.expect(!file.toFile().exists(), "no socket file", file);
            }
          }
        });
    return net;
  }

  /// The Unix sockets that a process has bound to a file, as far as the system tells: those whose
  /// name has the process's number.
  private static List<Path> socketFiles(long pid) throws IOException {
    Path all = Path.of("/proc/" + pid + "/net/unix");
    if (!Files.isReadable(all)) {
      return new ArrayList<>();
    }
    return Files.readAllLines(all).stream()
        .map(line -> line.replaceFirst("[^/]*", ""))
        .filter(name -> name.matches(".*\\b" + pid + "\\b.*"))
        .map(Path::of)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static DatagramSocket socket() throws IOException {
    return new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  private static Session joining(Trial trial, DatagramSocket ours) throws Exception {
    Session session = trial.start("--vpn-endpoint", "udp://127.0.0.1:" + ours.getLocalPort());
    session.hello();
    return session;
  }

  private static Reply join(Session session) throws InterruptedException {
    long id = session.newId();
    session.send(request(id, 0));
    return session.answer(id, "an answer to network");
  }

  private static byte[] request(long id, int networkInterface) {
    RequestBytes network =
        new RequestBytes()
            .string(1, "192.168.7.0")
            .string(3, "255.255.255.0")
            .string(4, "192.168.7.2");
    RequestBytes host = new RequestBytes().string(1, "peer").string(2, "192.168.7.3");
    RequestBytes create = new RequestBytes().message(1, network).message(2, host);
    if (networkInterface != 0) {
      create.number(3, networkInterface);
    }
    return RequestBytes.of(id).message(REQUEST, create).bytes();
  }

  private static InetSocketAddress address(Reply answer) {
    String text = answer.endpoint();
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        InetAddress.ofLiteral(text.substring(0, colon).replace("[", "").replace("]", "")),
        Integer.parseInt(text.substring(colon + 1)));
  }

  private static void expectOpen(Trial trial, Reply answer) throws IOException {
    switch (answer.endpointKind()) {
      case UDP_DATAGRAM ->
          trial.expect(!isFree(address(answer)), "an open socket", "the port is free: " + answer);
      case TCP_STREAM -> {
        try (Socket socket = new Socket()) {
          socket.connect(address(answer), CONNECT_MILLIS);
        }
      }
      default -> trial.expect(Path.of(answer.endpoint()).toFile().exists(), "a socket", answer);
    }
  }

  /// What the runtime sends when it is asked for its own address, until the session ends; an empty
  /// datagram, if there is one among it.
  ///
  /// @throws Unmet if the runtime has no UDP socket or does not answer
  private static byte[] answerToArp(Trial trial) throws Exception {
    try (DatagramSocket ours = socket()) {
      Session session = joining(trial, ours);
      Reply endpoint = join(session);
      if (endpoint.endpointKind() != UDP_DATAGRAM) {
        throw new Unmet("the runtime has no UDP socket");
      }
      byte[] asked = HexFormat.of().parseHex(ARP_REQUEST);
      ours.send(new DatagramPacket(asked, asked.length, address(endpoint)));
      byte[] first = receive(ours);
      ours.send(new DatagramPacket(asked, asked.length, address(endpoint)));
      byte[] second = receive(ours);
      return second.length == 0 ? second : first;
    }
  }

  private static byte[] receive(DatagramSocket ours) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    ours.setSoTimeout(ANSWER_MILLIS);
    try {
      ours.receive(packet);
    } catch (SocketTimeoutException _) {
      throw new Unmet("the runtime does not answer ARP requests");
    }
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private static boolean isFree(InetSocketAddress address) {
    try (DatagramSocket _ = new DatagramSocket(address)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
