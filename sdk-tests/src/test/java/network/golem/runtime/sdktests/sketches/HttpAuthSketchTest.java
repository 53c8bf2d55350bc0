package network.golem.runtime.sdktests.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.Readiness;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.RuntimeIdentity;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Access to a service behind an authenticating proxy: one descriptor for each service, users that
/// the requestor adds, and requests that are billed.
class HttpAuthSketchTest {
  private static final String REQUESTS = "http-auth.requests";

  record Service(String description, URI managementApi, Map<String, Object> offerProperties) {}

  @RuntimeDef(name = "http-auth", counters = @UsageCounter(name = REQUESTS, price = 0.001))
  static final class HttpAuth implements RuntimeIdentity {
    @Parameters(index = "0")
    String service;

    @Option(names = "--data")
    Path data;

    @Override
    public String name() {
      return service;
    }

    @Override
    public Optional<Path> dataDirectory() {
      return Optional.of(data);
    }

    static void main(String[] args) {
      GolemRuntime.launch(
          HttpAuth.class, (self, context) -> new Proxied(context.config(Service.class)), args);
    }
  }

  record Proxied(Service service, Map<String, Integer> users) implements GolemRuntime {
    Proxied(Service service) {
      this(service, new ConcurrentHashMap<>());
    }

    @Override
    public Offer offer(Context context) {
      Offer offer = Offer.of();
      for (Map.Entry<String, Object> property : service.offerProperties().entrySet()) {
        offer = offer.property("golem.runtime.http-auth." + property.getKey(), property.getValue());
      }
      return offer;
    }

    @Override
    public void start(Command start, Activity activity) throws Exception {
      var _ =
          activity
              .spawn(new ProcessBuilder("sleep", "1000")) // the proxy
              .readyWhen(Readiness.http(service.managementApi()), Duration.ofSeconds(3));
      activity.counter(REQUESTS).sampleEvery(Duration.ofSeconds(2), this::requests);
    }

    private double requests() {
      return users.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      List<String> words = command.arguments();
      if (!command.program().equals("user") || words.isEmpty()) {
        throw new RuntimeFailure(Code.BAD_REQUEST, "there are: user add NAME, user list");
      }
      switch (words.getFirst()) {
        case "add" -> users.put(words.getLast(), 3); // requests so far
        case "list" -> command.printJson(users.keySet());
        default -> throw new RuntimeFailure(Code.NOT_FOUND, "there is no " + words.getFirst());
      }
      return 0;
    }
  }

  @Test
  void usersComeAndGoAndRequestsAreBilled(@TempDir Path data) throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    api.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    api.start();
    Files.writeString(
        data.resolve("weather.yaml"),
        "description: d\nofferProperties: {region: north}\nmanagementApi: http://127.0.0.1:"
            + api.getAddress().getPort());
    try (RuntimeProgram program =
        RuntimeProgram.of(HttpAuth.class, "--data", data.toString(), "weather")) {
      assertThat(program.offerTemplate())
          .hasStdoutContaining("\"golem.runtime.http-auth.region\":\"north\"");
      RuntimeSession session = program.start();
      assertThat(session.run("user", "add", "ada")).succeeded();
      assertThat(session.run("user", "list")).succeeded().hasStdout("[\"ada\"]\n");
      assertThat(session.run("user", "fly")).wasRefused(Code.NOT_FOUND);
      session.shutdown();
      assertThat(session.counter(REQUESTS)).isEqualTo(3);
    } finally {
      api.stop(0);
    }
  }
}
