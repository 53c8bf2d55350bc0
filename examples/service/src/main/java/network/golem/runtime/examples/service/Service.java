package network.golem.runtime.examples.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Child;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Readiness;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import org.jspecify.annotations.Nullable;

/// Keeps values for the requestor, in a server that lives as long as the activity, and bills each
/// request and the time.
@RuntimeDef(
    name = "service",
    version = "1.0.0",
    description = "Keeps values in memory",
    programs = true,
    counters = {
      @UsageCounter(name = "golem.usage.duration_sec", price = 0.0001),
      @UsageCounter(name = Service.REQUESTS, description = "Requests", price = 0.001)
    })
public final class Service implements GolemRuntime {
  static final String REQUESTS = "golem.usage.requests";

  private static final int FOUND = 200;

  /// The port's number; in the activity's directory, in which the server works.
  private static final String PORT = "port";

  private volatile @Nullable Connection connection;

  @Override
  public void start(Command start, Activity activity) throws Exception {
    Child server =
        activity
            .spawn(server())
            .readyWhen(Readiness.line(Pattern.compile("listening")), Duration.ofSeconds(30))
            .essential();
    int port = Integer.parseInt(Files.readString(activity.workdir().resolve(PORT)));
    connection = new Connection(HttpClient.newHttpClient(), port);
    start.stdout().println("serving, pid " + server.pid());
  }

  /// This runtime's own Java, which runs a class next to this one.
  private static ProcessBuilder server() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Server.class.getName(),
            PORT);
    // Java options of the provider's operator are not meant for this server.
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    Connection server = connection;
    if (server == null) {
      throw new RuntimeFailure(Code.INTERNAL, "the server runs only in server mode");
    }
    List<String> arguments = command.arguments();
    if (command.program().equals("put") && arguments.size() == 2) {
      activity.counter(REQUESTS).increment();
      server.put(arguments.get(0), arguments.get(1));
      return 0;
    }
    if (command.program().equals("get") && arguments.size() == 1) {
      activity.counter(REQUESTS).increment();
      HttpResponse<String> found = server.get(arguments.get(0));
      if (found.statusCode() != FOUND) {
        command.stderr().println("there is no value " + arguments.get(0));
        return 1;
      }
      command.stdout().println(found.body());
      return 0;
    }
    throw new RuntimeFailure(Code.BAD_REQUEST, "expected 'put KEY VALUE' or 'get KEY'");
  }

  /// To the server. Used by several commands at once.
  private record Connection(HttpClient http, int port) {
    void put(String key, String value) throws IOException, InterruptedException {
      http.send(
          HttpRequest.newBuilder(url(key)).PUT(BodyPublishers.ofString(value)).build(),
          BodyHandlers.discarding());
    }

    HttpResponse<String> get(String key) throws IOException, InterruptedException {
      return http.send(HttpRequest.newBuilder(url(key)).build(), BodyHandlers.ofString());
    }

    private URI url(String key) {
      try {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return new URI("http", null, host, port, "/" + key, null, null);
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("invalid key: " + key, e);
      }
    }
  }

  static void main(String[] args) {
    GolemRuntime.launch(Service::new, args);
  }
}
