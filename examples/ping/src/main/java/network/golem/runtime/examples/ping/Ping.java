package network.golem.runtime.examples.ping;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.FrameLink;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.NetworkEndpoint;
import network.golem.runtime.sdk.NetworkRequest;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;

/// A node that pings and can be pinged: it joins the requestor's private network, and answers ARP
/// requests for its address and echo requests.
@RuntimeDef(
    name = "ping",
    version = "1.0.0",
    description = "Pings, and answers pings, on the requestor's network",
    capabilities = "vpn")
public final class Ping implements GolemRuntime {
  private final AtomicLong answered = new AtomicLong();
  private final List<FrameLink> links = new CopyOnWriteArrayList<>();
  private final List<Pinger> pingers = new CopyOnWriteArrayList<>();

  @Override
  public NetworkEndpoint joinNetwork(NetworkRequest request, Activity activity)
      throws IOException, RuntimeFailure {
    if (request.kind() != NetworkRequest.Kind.VPN) {
      throw new RuntimeFailure(
          RuntimeFailure.Code.BAD_REQUEST, "ping joins a private network (VPN), and no other");
    }
    List<InetAddress> own =
        request.networks().stream().map(NetworkRequest.Network::ownAddress).toList();
    FrameLink link = FrameLink.open(request);
    links.add(link);
    own.stream()
        .filter(Inet4Address.class::isInstance)
        .forEach(address -> pingers.add(new Pinger(link, (Inet4Address) address)));
    activity.background("responder", () -> respond(link, new Responder(own)));
    return link.endpoint();
  }

  private void respond(FrameLink link, Responder responder) throws IOException {
    byte[] buffer = new byte[FrameLink.LONGEST_FRAME];
    for (int length = link.receive(buffer); length >= 0; length = link.receive(buffer)) {
      Optional<byte[]> answer = responder.answer(buffer, length);
      if (answer.isPresent()) {
        link.send(answer.get());
        answered.incrementAndGet();
      }
      for (Pinger pinger : pingers) {
        pinger.heard(buffer, length);
      }
    }
  }

  /// `ping ADDRESS` pings another node; `count` prints how many frames have been answered so far.
  @Override
  public int run(Command command, Activity activity) throws Exception {
    return switch (command.program()) {
      case "count" -> {
        command.stdout().println(answered.get() + " answered");
        yield 0;
      }
      case "ping" -> ping(command);
      default ->
          throw new RuntimeFailure(
              RuntimeFailure.Code.NOT_FOUND, "there is count and ping, no " + command.program());
    };
  }

  private int ping(Command command) throws IOException, RuntimeFailure, InterruptedException {
    if (command.arguments().size() != 1 || pingers.isEmpty()) {
      throw new RuntimeFailure(
          RuntimeFailure.Code.BAD_REQUEST, "ping needs one address, and a network to find it in");
    }
    InetAddress address = InetAddress.ofLiteral(command.arguments().getFirst());
    for (Pinger pinger : pingers) {
      Optional<Duration> time = pinger.ping(address);
      if (time.isPresent()) {
        command
            .stdout()
            .printf(
                Locale.ROOT,
                "%s answered in %.1f ms%n",
                address.getHostAddress(),
                time.get().toNanos() / 1e6);
        return 0;
      }
    }
    command.stdout().println(address.getHostAddress() + " does not answer");
    return 1;
  }

  @Override
  public void stop(Activity activity) throws IOException {
    for (FrameLink link : links) {
      link.close();
    }
  }

  static void main(String[] args) {
    GolemRuntime.launch(Ping::new, args);
  }
}
