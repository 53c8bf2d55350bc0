package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.jspecify.annotations.Nullable;

/// The service `acme`, with its file, the server behind it, and a free port in front of it.
final class Acme implements AutoCloseable {
  static final String USER = basic("alice", "wonderland");

  /// What a service answers.
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Path home;
  private final Upstream upstream = new Upstream();
  private final int port = freePort();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable RuntimeProgram program;
  private @Nullable RawUpstream recorder;

  /// @param home a directory of the test's own
  Acme(Path home) throws IOException {
    this.home = home;
    write("");
  }

  /// A port that is free, and below those that the system gives to others before it is used.
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // taken
      }
    }
  }

  static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  Upstream upstream() {
    return upstream;
  }

  /// Puts a service that writes down what reaches it behind the proxy, instead of the usual one.
  ///
  /// @param answer what it answers to each request
  RawUpstream recorded(String answer) throws IOException {
    return behind(new RawUpstream(answer));
  }

  /// The same, with a service that does not wait for the bodies of requests.
  RawUpstream hasty(String answer) throws IOException {
    return behind(new RawUpstream(answer, false));
  }

  private RawUpstream behind(RawUpstream to) throws IOException {
    recorder = to;
    write("\"to\": \"" + to.url() + "\",");
    return to;
  }

  int port() {
    return port;
  }

  Path services() {
    return home.resolve("config/ya-runtime-http-auth/services");
  }

  /// Writes the service's file.
  ///
  /// @param more further keys, each `"KEY": VALUE,`, which replace those that it has otherwise
  Acme write(String more) throws IOException {
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("name", "\"acme\"");
    usual.put("serverName", "[\"a.example\"]");
    usual.put("bindHttp", "\"127.0.0.1:" + port + "\"");
    usual.put("from", "\"/acme\"");
    usual.put("to", "\"" + upstream.url() + "\"");
    String keys =
        usual.entrySet().stream()
            .filter(key -> !more.contains("\"" + key.getKey() + "\":"))
            .map(key -> "\"" + key.getKey() + "\": " + key.getValue())
            .collect(Collectors.joining(",\n"));
    return writeFile("acme.json", "{" + more + keys + "}");
  }

  Acme writeFile(String name, String content) throws IOException {
    Files.createDirectories(services());
    Files.writeString(services().resolve(name), content);
    return this;
  }

  RuntimeProgram program() {
    RuntimeProgram tested = program;
    if (tested == null) {
      tested = prepared(RuntimeProgram.of(HttpService.class, "acme"));
      program = tested;
    }
    return tested;
  }

  /// The same service, as a process of its own.
  ///
  /// @param options of its Java
  RuntimeProgram process(Path script, String... options) throws IOException {
    Files.writeString(
        script,
        "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED %s -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                String.join(" ", options),
                System.getProperty("java.class.path"),
                HttpService.class.getName()));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    RuntimeProgram tested = prepared(RuntimeProgram.of(script, "acme"));
    program = tested;
    return tested;
  }

  private RuntimeProgram prepared(RuntimeProgram bare) {
    return bare.withEnvironment("XDG_CONFIG_HOME=" + home.resolve("config"));
  }

  /// Deploys and starts the service, with the user alice.
  RuntimeSession start() {
    assertThat(program().deploy()).succeeded();
    RuntimeSession session = program().start();
    assertThat(session.run("user", "add", "alice", "wonderland")).succeeded();
    return session;
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path)).header("Authorization", USER);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
      throws IOException, InterruptedException {
    return client.send(request.build(), body);
  }

  /// Connects to the service. Reading fails after ten seconds without a byte.
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  /// Sends bytes as they are, and returns all that comes until the connection is closed.
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    if (program != null) {
      program.close();
    }
    upstream.close();
    if (recorder != null) {
      recorder.close();
    }
  }
}
