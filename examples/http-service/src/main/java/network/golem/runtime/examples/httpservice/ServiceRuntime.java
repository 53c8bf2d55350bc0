package network.golem.runtime.examples.httpservice;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;
import network.golem.runtime.examples.httpservice.proxy.CannotListenException;
import network.golem.runtime.examples.httpservice.proxy.Certificates;
import network.golem.runtime.examples.httpservice.proxy.Proxy;
import network.golem.runtime.examples.httpservice.service.OfferProperties;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.service.ServiceFiles;
import network.golem.runtime.examples.httpservice.users.Users;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import org.jspecify.annotations.Nullable;

/// The runtime's phases. From `start` to `stop`, a proxy serves the users that the requestor adds.
final class ServiceRuntime implements GolemRuntime {
  private static final String STORE = "requests.db";

  private final Optional<Path> services;
  private volatile @Nullable RunningService running;

  /// @param services where service files are looked for before all other places
  ServiceRuntime(Optional<Path> services) {
    this.services = services;
  }

  @Override
  public void test(Context context) {
    ServiceDefinition service = ServiceFiles.find(context, services);
    Certificates.check(service);
    var _ = OfferProperties.of(service);
    Surroundings.warn(service);
  }

  @Override
  public Offer offer(Context context) {
    return OfferProperties.of(ServiceFiles.find(context, services));
  }

  @Override
  public Deployment deploy(Activity activity) {
    var _ = ServiceFiles.find(activity, services);
    return Deployment.of();
  }

  @Override
  public void start(Command start, Activity activity) throws Exception {
    ServiceDefinition service = ServiceFiles.find(activity, services);
    Certificates.check(service);
    Path store = activity.workdir().resolve(STORE);
    FutureTask<RequestCounter> opening =
        new FutureTask<>(() ->
            RequestCounter.open(store, activity.counter(HttpService.REQUESTS), activity::fail));
    // on a core of its own, while this one sets up the proxy
    var _ = Thread.ofPlatform().daemon().name("store opening").start(opening);
    Proxy proxy = new Proxy(service);
    RequestCounter counter = opened(opening, proxy);
    Users users = new Users(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    try {
      proxy.listen(users, counter);
      running = new RunningService(service, Instant.now(), users, counter, proxy);
    } catch (Exception e) {
      users.close();
      counter.close();
      throw e instanceof CannotListenException known
          ? new RuntimeFailure(Code.INTERNAL, String.valueOf(known.getMessage()))
          : e;
    }
  }

  private static RequestCounter opened(Future<RequestCounter> opening, Proxy proxy)
      throws Exception {
    try {
      return opening.get();
    } catch (ExecutionException | InterruptedException e) {
      proxy.close();
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    RunningService service = running;
    if (service == null) {
      throw new RuntimeFailure(Code.INTERNAL, "the service runs only in server mode");
    }
    return new RequestorCommands(service, command).run();
  }

  @Override
  public void stop(Activity activity) throws Exception {
    RunningService service = running;
    if (service != null) {
      service.close();
    }
  }
}
