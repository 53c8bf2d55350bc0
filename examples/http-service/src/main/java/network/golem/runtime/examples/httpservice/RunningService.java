package network.golem.runtime.examples.httpservice;

import java.time.Instant;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;
import network.golem.runtime.examples.httpservice.proxy.Proxy;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.users.Users;

/// A service between `start` and `stop`.
record RunningService(
    ServiceDefinition service, Instant created, Users users, RequestCounter counter, Proxy proxy) {

  /// Ends the proxy first, so that each request that it has answered is reported.
  public void close() throws Exception {
    try {
      proxy.close();
    } finally {
      users.close();
      counter.close();
    }
  }
}
