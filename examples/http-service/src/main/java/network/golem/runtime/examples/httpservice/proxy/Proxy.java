package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.users.Users;

/// A reverse proxy that lets in the users of an activity, and counts their requests.
public final class Proxy {
  private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(1);
  private static final Duration FINISH = Duration.ofMillis(800);
  private static final Duration CLOSE = Duration.ofMillis(300);
  private static final long START_SECONDS = 30;
  private static final int WORKERS = 2;

  private final ServiceDefinition service;
  private final int threads;
  private final Vertx vertx;
  private final List<Listeners> listeners = new CopyOnWriteArrayList<>();

  /// A proxy that does not accept connections yet.
  public Proxy(ServiceDefinition service, BoundSockets sockets) {
    this.service = service;
    threads = Math.max(1, service.cpuThreads().orElse(Runtime.getRuntime().availableProcessors()));
    vertx =
        Vertx.builder()
            .withTransport(
                new Connections(sockets, service.limits().connections(), service.limits().idle()))
            .with(
                new VertxOptions()
                    .setEventLoopPoolSize(threads)
                    .setWorkerPoolSize(WORKERS)
                    .setInternalBlockingPoolSize(WORKERS)
                    .setUseDaemonThread(true)
                    .setAddressResolverOptions(
                        new AddressResolverOptions().setHostsRefreshPeriod(0))
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setClassPathResolvingEnabled(false)
                            .setFileCachingEnabled(false)))
            .build();
  }

  /// Accepts connections.
  public void open(Users users, RequestCounter counter) throws Exception {
    Certificates certificates = new Certificates(service.certificate());
    try {
      Supplier<Listeners> share =
          () -> {
            Listeners created = new Listeners(service, users, counter, certificates);
            listeners.add(created);
            return created;
          };
      // the first takes the sockets over, and the others share them
      deploy(share, 1);
      if (threads > 1) {
        deploy(share, threads - 1);
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    if (service.certificate().isPresent()) {
      long _ =
          vertx.setPeriodic(
              CERTIFICATE_CHECK.toMillis(),
              _ ->
                  vertx.executeBlocking(() -> {
                    certificates.reload();
                    return true;
                  }));
    }
  }

  private void deploy(Supplier<Listeners> shares, int instances)
      throws ExecutionException, InterruptedException, TimeoutException {
    await(
        vertx.deployVerticle(shares, new DeploymentOptions().setInstances(instances)),
        Duration.ofSeconds(START_SECONDS));
  }

  private static void await(Future<?> future, Duration patience)
      throws ExecutionException, InterruptedException, TimeoutException {
    var _ =
        future
            .toCompletionStage()
            .toCompletableFuture()
            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Accepts nothing more, lets running requests finish for a moment, and ends the rest.
  public void close() throws InterruptedException {
    try {
      await(
          Future.join(listeners.stream().map(share -> share.shutdown(FINISH)).toList()),
          FINISH.plus(CLOSE));
    } catch (ExecutionException | TimeoutException _) {
      // those that have not finished are closed now
    }
    try {
      await(vertx.close(), CLOSE);
    } catch (ExecutionException | TimeoutException _) {
      // its threads are daemons, and the process ends
    }
  }
}
