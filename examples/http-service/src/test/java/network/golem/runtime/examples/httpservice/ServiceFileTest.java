package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.testkit.RuntimeProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The service's file, and what is offered.
class ServiceFileTest extends AcmeTest {
  @Test
  void offersWhatTheFileSays() throws IOException {
    acme.write(
        """
        "cpuThreads": 2,
        "offerProperties": {"Speed_Class": "fast", "weight": 1.5, "a b": true, "none": null,
          "nested": {"b": [1, 2], "a": 1}, "list": [1, "two", {"three": 3}, null, [4]],
          "x--y..z..": "cut"},
        """);
    assertThat(acme.program().offerTemplate())
        .succeeded()
        .hasStdoutContaining("\"golem.runtime.http-auth.speed-class\":\"fast\"")
        .hasStdoutContaining("\"golem.runtime.http-auth.weight\":1.5")
        .hasStdoutContaining("\"golem.runtime.http-auth.cpu-threads\":2")
        .hasStdoutContaining("\"golem.runtime.http-auth.https\":false")
        .hasStdoutContaining("\"golem.runtime.http-auth.nested\":\"{\\\"a\\\":1,\\\"b\\\":[1,2]}\"")
        .hasStdoutContaining(
            "\"golem.runtime.http-auth.list\":[1,\"two\",\"{\\\"three\\\":3}\",[4]]")
        .hasStdoutContaining("\"golem.runtime.http-auth.x-y.z\":\"cut\"");
  }

  @Test
  void keyThatMakesNoPropertyIsRefused() throws IOException {
    acme.write("\"offerProperties\": {\"b/c/d\": 1},");
    assertThat(acme.program().offerTemplate())
        .failedWith(1)
        .hasStderrContaining(
            "offerProperties, key 'b/c/d': it becomes 'golem.runtime.http-auth.bc/d', which cannot"
                + " be the name of a property");
  }

  @Test
  void withoutAFileThereIsNoService() throws IOException {
    Files.delete(acme.services().resolve("acme.json"));
    assertThat(acme.program().test())
        .failedWith(1)
        .hasStderrContaining("service 'acme' not found: no file in ")
        .hasStderrContaining(acme.services().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"bindHttp\": \"localhost:80\", | invalid address 'localhost:80'; expected an IP address",
        "\"bindHttp\": \"127.0.0.1:80000\", | invalid address '127.0.0.1:80000'",
        "\"bindHttp\": [], | the list is empty",
        "\"bindHttps\": \"127.0.0.1:443\", | bindHttps needs a certificate",
        "\"cert\": {\"path\": \"a\"}, | key cert.keyPath: required key is missing",
        "\"to\": \"ftp://h\", | key to: invalid URL 'ftp://h'; expected http:// or https://",
        "\"to\": \"h:80/x\", | key to: invalid URL",
        "\"from\": \"x\", | key from: invalid path 'x'; expected one like / or /acme",
        "\"auth\": {\"method\": \"digest\"}, | key auth.method: unknown method 'digest'",
        "\"cpuThreads\": -1, | key cpuThreads: expected 0 to 1024, found -1",
        "\"responseTimeout\": 0, | key responseTimeout: expected a number of milliseconds above 0",
        "\"limits\": {\"bodyBytes\": -5}, | key limits.bodyBytes: expected a number from 1",
        "\"cpuThreads\": \"two\", | cpuThreads",
      })
  void wrongValueIsRefusedInOneSentence(String key, String reason) throws IOException {
    acme.writeFile(
        "acme.json",
        """
        {"name": "acme", "serverName": ["a.example"], %s "x-end": null
        %s}
        """
            .formatted(
                key.strip(),
                (key.contains("bind") ? "" : ", \"bindHttp\": \"127.0.0.1:8080\"")
                    + (key.contains("\"from\"") ? "" : ", \"from\": \"/\"")
                    + (key.contains("\"to\"") ? "" : ", \"to\": \"http://127.0.0.1\"")));
    assertThat(acme.program().test())
        .failedWith(1)
        .hasStderrContaining(acme.services().resolve("acme.json").toString())
        .hasStderrContaining(reason.strip());
  }

  @Test
  void numberIsNoServerName() throws IOException {
    acme.write("\"serverName\": 5,");
    assertThat(acme.program().test())
        .failedWith(1)
        .hasStderrContaining("key serverName: expected a string, or a list of strings, found 5");
  }

  /// Packaging goes on if the service that it trains with is faulty, and the start is slow then.
  @Test
  void serviceOfTheTrainingIsValid() throws IOException {
    Path training = Path.of("training/services").toAbsolutePath();
    try (RuntimeProgram program =
        RuntimeProgram.of(HttpService.class, "--services", training.toString(), "http-auth")) {
      assertThat(program.test()).succeeded();
      assertThat(program.start().shutdown().code()).isZero();
    }
  }

  @Test
  void unknownKeyIsAWarning() throws IOException {
    acme.write("\"responseTimout\": 5,");
    assertThat(acme.program().test())
        .succeeded()
        .hasStderrContaining("responseTimout")
        .hasStderrContaining("responseTimeout");
  }

  @Test
  void faultyFileOfAnotherServiceStopsNobody() throws IOException {
    acme.writeFile("a-broken.json", "{");
    acme.writeFile("a-binary.toml", "\u0000\u0001");
    assertThat(acme.program().test()).succeeded();
  }

  @Test
  void brokenFileIsNamedIfItMayBeTheOne() throws IOException {
    acme.writeFile("acme.json", "{\"name\": \"acme\",");
    assertThat(acme.program().test())
        .failedWith(1)
        .hasStderrContaining("service 'acme' not found")
        .hasStderrContaining("acme.json, line 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "acme.toml | `name = \"acme\"\nserverName = \"a\"\nbindHttp = \"[::1]:8080\"\nfrom ="
            + " \"/\"\nto = \"https://h/x\"\n`",
        "any.yml | `name: acme\nserverName: [a, b]\nbindHttp:\n- 127.0.0.1:8080\nfrom: /\nto:"
            + " http://h\n`",
        "any.yaml | `{name: acme, serverName: a, bindHttp: '127.0.0.1:1', from: /, to:"
            + " 'http://h'}`",
      })
  void formatsAreThoseOfConfigurations(String file, String content) throws IOException {
    Files.delete(acme.services().resolve("acme.json"));
    acme.writeFile(file.strip(), content);
    assertThat(acme.program().offerTemplate()).succeeded();
  }

  @Test
  void configuredDirectoriesComeFirst() throws IOException {
    Path first = Files.createDirectories(home.resolve("first"));
    Files.writeString(
        first.resolve("any.json"),
        """
        {"name": "acme", "serverName": "a", "bindHttp": "127.0.0.1:1", "from": "/", "to":
         "http://h", "offerProperties": {"from-first": true}}
        """);
    Path configuration = Files.createDirectories(home.resolve("data/acme"));
    Files.writeString(
        configuration.resolve("acme.yaml"), "serviceLookupDirs: ['" + first + "']\ndataDir: /x\n");
    RuntimeProgram program =
        acme.program().withEnvironment("XDG_DATA_HOME=" + home.resolve("data"));
    assertThat(program.offerTemplate())
        .succeeded()
        .hasStdoutContaining("from-first")
        .hasStderrContaining("dataDir has no effect: all is kept in the activity's directory");
  }

  @Test
  void busyPortAndSilentServiceAreWarnings() throws IOException {
    acme.upstream().close();
    try (ServerSocket _ = new ServerSocket(acme.port(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(acme.program().test())
          .succeeded()
          .hasStderrContaining("the service does not answer at http://127.0.0.1:")
          .hasStderrContaining("cannot listen on /127.0.0.1:" + acme.port() + " now");
    }
  }
}
