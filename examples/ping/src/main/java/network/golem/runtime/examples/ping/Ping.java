package network.golem.runtime.examples.ping;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
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

/// A node that can be pinged: it joins the requestor's private network and answers there who has
/// its address, and each echo request.
@RuntimeDef(
    name = "ping",
    version = "1.0.0",
    description = "Answers pings on the requestor's network",
    capabilities = "vpn")
public final class Ping implements GolemRuntime {
  private final AtomicLong answered = new AtomicLong();
  private final List<FrameLink> links = new CopyOnWriteArrayList<>();

  @Override
  public NetworkEndpoint joinNetwork(NetworkRequest request, Activity activity)
      throws IOException, RuntimeFailure {
    List<InetAddress> own =
        request.networks().stream().map(NetworkRequest.Network::ownAddress).toList();
    FrameLink link = FrameLink.open(request);
    links.add(link);
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
    }
  }

  /// Tells how many frames have been answered so far.
  @Override
  public int run(Command command, Activity activity) {
    command.stdout().println(answered.get() + " answered");
    return 0;
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
