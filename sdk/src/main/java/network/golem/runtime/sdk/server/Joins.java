package network.golem.runtime.sdk.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Endpoint;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.NetworkInterface;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.NetworkEndpoint;
import network.golem.runtime.sdk.NetworkRequest;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.SupervisorEndpoint;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;
import org.jspecify.annotations.Nullable;

/// Joins the networks that the supervisor asks for, one after another, on a thread of its own, so
/// that requests are handled in the meantime.
final class Joins {
  private final GolemRuntime runtime;
  private final InvocationActivity activity;
  private final FrameWriter writer;
  private final Log log;
  private final Consumer<Throwable> giveUp;

  /// Written by the joining thread, and read by the stopping thread at the end. Either may answer,
  /// but a request is answered only once.
  private volatile @Nullable Join current;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          0,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> Thread.ofPlatform().daemon().name("join-network").unstarted(task),
          (refused, _) -> ((Join) refused).refuseAtEnd());

  /// @param giveUp called if an answer is lost
  Joins(
      GolemRuntime runtime,
      InvocationActivity activity,
      FrameWriter writer,
      Log log,
      Consumer<Throwable> giveUp) {
    this.runtime = runtime;
    this.activity = activity;
    this.writer = writer;
    this.log = log;
    this.giveUp = giveUp;
  }

  /// Joins networks, once earlier requests have been answered.
  void join(Request.CreateNetwork request) {
    Join join = new Join(request);
    try {
      thread.execute(join);
    } catch (OutOfMemoryError e) {
      boolean _ = thread.remove(join);
      join.refuse(Failures.NO_THREAD);
    }
  }

  /// Stops joining: waiting requests are refused; the one in progress is interrupted, and refused
  /// if it has not ended after some time.
  void close(Duration patience) throws InterruptedException {
    thread.shutdownNow().forEach(waiting -> ((Join) waiting).refuseAtEnd());
    if (!thread.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      Join last = current;
      if (last != null) {
        last.refuseAtEnd();
      }
    }
  }

  private final class Join implements Runnable {
    private final Request.CreateNetwork request;
    private final AtomicBoolean answered = new AtomicBoolean();

    Join(Request.CreateNetwork request) {
      this.request = request;
    }

    @Override
    public void run() {
      current = this;
      try {
        NetworkEndpoint endpoint = runtime.joinNetwork(typed(request), activity);
        answer(new Response.CreateNetwork(request.id(), wire(endpoint)));
      } catch (
          Throwable e) { // whatever the author's code throws, the supervisor must get an answer
        fail(e);
      }
    }

    private void fail(Throwable failure) {
      try {
        answer(ErrorAnswers.of(request.id(), failure));
        log.failure("the network " + request.networkInterface() + " was not joined", failure);
      } catch (Error e) {
        giveUp.accept(e);
      }
    }

    private void answer(Response response) {
      if (answered.compareAndSet(false, true)) {
        writer.answer(response);
      }
    }

    void refuseAtEnd() {
      refuse(activity.name() + " is stopping");
    }

    void refuse(String why) {
      answer(new Response.Error(request.id(), ErrorCode.INTERNAL, why, Map.of()));
    }
  }

  private NetworkRequest typed(Request.CreateNetwork request) throws RuntimeFailure {
    NetworkRequest.Kind kind;
    Optional<SupervisorEndpoint> endpoint;
    if (request.networkInterface().equals(NetworkInterface.VPN)) {
      kind = NetworkRequest.Kind.VPN;
      endpoint = activity.vpnEndpoint();
    } else if (request.networkInterface().equals(NetworkInterface.INET)) {
      kind = NetworkRequest.Kind.INET;
      endpoint = activity.inetEndpoint();
    } else {
      throw new RuntimeFailure(
          RuntimeFailure.Code.BAD_REQUEST,
          "a network must be VPN or INET, not number " + request.networkInterface());
    }
    List<NetworkRequest.Network> networks = new ArrayList<>();
    for (var network : request.networks()) {
      networks.add(
          new NetworkRequest.Network(
              address("a network's address", network.address()),
              network.gateway().isEmpty()
                  ? Optional.empty()
                  : Optional.of(address("a network's gateway", network.gateway())),
              address("a network's mask", network.mask()),
              address("a node's address", network.interfaceAddress())));
    }
    Map<String, InetAddress> hosts = new LinkedHashMap<>();
    for (Map.Entry<String, String> host : request.hosts().entrySet()) {
      hosts.put(host.getKey(), address("the address of " + host.getKey(), host.getValue()));
    }
    return new NetworkRequest(kind, networks, hosts, endpoint);
  }

  private static InetAddress address(String what, String text) throws RuntimeFailure {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      throw new RuntimeFailure(
          RuntimeFailure.Code.BAD_REQUEST, what + " must be an IP address, not '" + text + "'");
    }
  }

  private static Endpoint wire(NetworkEndpoint endpoint) {
    return switch (endpoint) {
      case NetworkEndpoint.Udp(InetSocketAddress address) ->
          new Endpoint.UdpDatagram(text(address));
      case NetworkEndpoint.TcpStream(InetSocketAddress address) ->
          new Endpoint.TcpStream(text(address));
      case NetworkEndpoint.TcpListener(InetSocketAddress address) ->
          new Endpoint.TcpListener(text(address));
      case NetworkEndpoint.UnixStream(var path) -> new Endpoint.UnixStream(path.toString());
      case NetworkEndpoint.UnixDatagram(var path) -> new Endpoint.UnixDatagram(path.toString());
    };
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
