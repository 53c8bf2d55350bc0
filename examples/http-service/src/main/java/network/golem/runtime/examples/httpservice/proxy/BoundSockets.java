package network.golem.runtime.examples.httpservice.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;

/// The sockets of a service's addresses. They listen before there is a proxy: whether an address is
/// free is known at once, and who connects before the proxy is there waits for it.
public final class BoundSockets implements AutoCloseable {
  /// How many connections may wait to be accepted; the system may allow fewer.
  private static final int BACKLOG = 4096;

  private final List<ServerSocketChannel> sockets = new ArrayList<>();
  private int taken;

  private BoundSockets() {}

  /// Listens on all of a service's addresses.
  ///
  /// @throws CannotListenException if one of them is not free
  public static BoundSockets listen(ServiceDefinition service)
      throws CannotListenException, IOException {
    BoundSockets bound = new BoundSockets();
    try {
      for (InetSocketAddress address : service.addresses()) {
        bound.listen(address);
      }
      return bound;
    } catch (CannotListenException | IOException e) {
      bound.close();
      throw e;
    }
  }

  private void listen(InetSocketAddress address) throws CannotListenException, IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    sockets.add(socket);
    try {
      var _ = socket.bind(address, BACKLOG);
    } catch (IOException e) {
      throw new CannotListenException(address, e);
    }
  }

  /// The service on its real addresses: instead of port 0, the one that the system has chosen.
  public ServiceDefinition real(ServiceDefinition service) throws IOException {
    List<InetSocketAddress> real = new ArrayList<>();
    for (InetSocketAddress address : service.addresses()) {
      InetSocketAddress local = (InetSocketAddress) sockets.get(real.size()).getLocalAddress();
      real.add(new InetSocketAddress(address.getAddress(), local.getPort()));
    }
    int http = service.http().size();
    return service.on(real.subList(0, http), real.subList(http, real.size()));
  }

  /// The next socket, in the order of [ServiceDefinition#addresses()].
  ServerSocketChannel next() {
    return sockets.get(taken++);
  }

  /// Closes those that the proxy has not taken over, too.
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel socket : sockets) {
      socket.close();
    }
  }
}
