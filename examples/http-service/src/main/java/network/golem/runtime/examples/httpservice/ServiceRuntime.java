package network.golem.runtime.examples.httpservice;

import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.examples.httpservice.proxy.BoundSockets;
import network.golem.runtime.examples.httpservice.proxy.CannotListenException;
import network.golem.runtime.examples.httpservice.proxy.Certificates;
import network.golem.runtime.examples.httpservice.service.OfferProperties;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.service.ServiceFiles;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.Prepared;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import org.jspecify.annotations.Nullable;

/// The runtime's phases. From `start` to `stop`, a proxy serves the users that the requestor adds.
final class ServiceRuntime implements GolemRuntime {
  private static final String STORE = "requests.db";

  private final Optional<Path> services;
  private volatile @Nullable BoundSockets sockets;
  private volatile @Nullable Prepared<RunningService> running;

  /// @param services where service files are looked for before all other places
  ServiceRuntime(Optional<Path> services) {
    this.services = services;
  }

  @Override
  public void test(Context context) {
    ServiceDefinition service = ServiceFiles.find(context, services);
    Certificates.check(service);
    var _ = OfferProperties.of(service);
    Surroundings.warn(context, service);
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

  /// Listens, so that a busy port fails `start`, and a client that comes early waits. What serves
  /// is loaded afterwards, because that takes several times as long.
  @Override
  public void start(Command start, Activity activity) throws Exception {
    ServiceDefinition service = ServiceFiles.find(activity, services);
    Certificates.check(service);
    BoundSockets bound;
    try {
      bound = BoundSockets.listen(service);
    } catch (CannotListenException e) {
      throw new RuntimeFailure(Code.INTERNAL, String.valueOf(e.getMessage()));
    }
    sockets = bound;
    Path store = activity.workdir().resolve(STORE);
    ServiceOpening opening = new ServiceOpening(bound.real(service), bound, store, activity);
    running = activity.prepare("service", opening);
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    Prepared<RunningService> service = running;
    if (service == null) {
      throw new RuntimeFailure(Code.INTERNAL, "the service runs only in server mode");
    }
    return new RequestorCommands(service.get(), command).run();
  }

  @Override
  public void stop(Activity activity) throws Exception {
    Prepared<RunningService> service = running;
    try {
      if (service != null) {
        Optional<RunningService> open = service.toRelease();
        if (open.isPresent()) {
          open.get().close();
        }
      }
    } finally {
      BoundSockets bound = sockets;
      if (bound != null) {
        bound.close(); // also what the proxy has not taken over
      }
    }
  }
}
