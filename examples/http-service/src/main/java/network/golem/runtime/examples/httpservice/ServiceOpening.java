package network.golem.runtime.examples.httpservice;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;
import network.golem.runtime.examples.httpservice.proxy.BoundSockets;
import network.golem.runtime.examples.httpservice.proxy.Proxy;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.users.Users;
import network.golem.runtime.sdk.Activity;

/// Opens a service whose sockets are listening.
///
/// @param store the file in which requests are counted
record ServiceOpening(
    ServiceDefinition service, BoundSockets sockets, Path store, Activity activity)
    implements Callable<RunningService> {

  @Override
  public RunningService call() throws Exception {
    FutureTask<RequestCounter> opening =
        new FutureTask<>(() ->
            RequestCounter.open(store, activity.counter(HttpService.REQUESTS), activity::fail));
    // on a core of its own, while this one sets up the proxy
    var _ = Thread.ofPlatform().daemon().name("store opening").start(opening);
    Proxy proxy = new Proxy(service, sockets);
    Users users = new Users(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    Optional<RequestCounter> counter = Optional.empty();
    try {
      counter = Optional.of(opened(opening));
      proxy.open(users, counter.get());
      return new RunningService(service, Instant.now(), users, counter.get(), proxy);
    } catch (Exception e) {
      proxy.close();
      users.close();
      if (counter.isPresent()) {
        counter.get().close();
      }
      throw e;
    }
  }

  private static RequestCounter opened(Future<RequestCounter> opening) throws Exception {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
