package network.golem.runtime.examples.httpservice;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.sdk.Context;

/// What may be wrong around a service, and may be right again when it is sold. A `test` that failed
/// for it would keep the whole provider down, so it is only a warning, on standard error: a logger
/// would take longer to load than all else here.
final class Surroundings {
  private static final int PATIENCE = (int) Duration.ofSeconds(1).toMillis();

  private Surroundings() {}

  static void warn(Context context, ServiceDefinition service) {
    for (InetSocketAddress address : service.addresses()) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(address);
      } catch (IOException e) {
        say(context, "cannot listen on " + address + " now: " + e.getMessage());
      }
    }
    ServiceDefinition.Upstream to = service.to();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(to.host(), to.port()), PATIENCE);
    } catch (IOException e) {
      say(context, "the service does not answer at " + to + ": " + e.getMessage());
    }
  }

  private static void say(Context context, String sentence) {
    System.err.println(context.name() + ": warning: " + sentence);
  }
}
