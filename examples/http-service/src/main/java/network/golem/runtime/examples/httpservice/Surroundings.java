package network.golem.runtime.examples.httpservice;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What may be wrong around a service, and may be right again when it is sold. A `test` that failed
/// for it would keep the whole provider down, so it is only a warning.
final class Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
  private static final int PATIENCE = (int) Duration.ofSeconds(1).toMillis();

  private Surroundings() {}

  static void warn(ServiceDefinition service) {
    Stream.concat(service.http().stream(), service.https().stream())
        .forEach(Surroundings::warnIfBusy);
    ServiceDefinition.Upstream to = service.to();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(to.host(), to.port()), PATIENCE);
    } catch (IOException e) {
      LOG.warn("the service does not answer at {}: {}", to, e.getMessage());
    }
  }

  private static void warnIfBusy(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      LOG.warn("cannot listen on {} now: {}", address, e.getMessage());
    }
  }
}
