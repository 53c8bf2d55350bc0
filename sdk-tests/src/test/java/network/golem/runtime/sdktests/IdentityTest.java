package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.RuntimeIdentity;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A definition that chooses the runtime's name, and a runtime that is created from its
/// configuration.
class IdentityTest {
  @TempDir Path data;

  record Service(String url) {}

  @RuntimeDef(name = "gateway", version = "1.2.0")
  static final class Gateway implements RuntimeIdentity {
    @Parameters(index = "0", arity = "0..1", defaultValue = "gateway")
    String service;

    @Option(names = "--data")
    Path data;

    @Override
    public String name() {
      return service;
    }

    @Override
    public Optional<Path> dataDirectory() {
      return Optional.ofNullable(data);
    }

    static void main(String[] args) {
      GolemRuntime.launch(
          Gateway.class,
          (definition, context) -> new Proxy(context.name(), context.config(Service.class)),
          args);
    }
  }

  record Proxy(String name, Service service) implements GolemRuntime {
    @Override
    public void test(Context context) {
      throw new IllegalStateException(name + " -> " + service.url());
    }

    @Override
    public int run(Command command, Activity activity) {
      command.stdout().print(activity.name() + " -> " + service.url());
      return 0;
    }
  }

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(data.resolve("weather.yaml"), "url: http://localhost:1234\n");
    Files.writeString(data.resolve("broken.yaml"), "url: 'x\n");
  }

  private RuntimeProgram program(String service) {
    return RuntimeProgram.of(Gateway.class, "--data", data.toString(), service);
  }

  @Test
  void nameFromAPositionalSelectsTheConfiguration() {
    try (RuntimeProgram program = program("weather")) {
      assertThat(program.start().run("anything"))
          .succeeded()
          .hasStdout("weather -> http://localhost:1234");
      assertThat(program.test())
          .failedWith(1)
          .hasStderrContaining("weather: test failed: weather -> http://localhost:1234");
    }
  }

  @Test
  void versionIsThatOfTheDefinition() {
    try (RuntimeProgram program = program("weather")) {
      assertThat(program.version()).succeeded().hasStdout("gateway 1.2.0\n");
    }
  }

  @Test
  void runtimeThatCannotBeCreatedFailsThePhase() {
    try (RuntimeProgram program = program("broken")) {
      assertThat(program.test())
          .failedWith(1)
          .hasStderrContaining(
              "broken: test failed: "
                  + data
                  + "/broken.yaml, line 1: invalid YAML: while scanning a quoted scalar; found"
                  + " unexpected");
    }
  }

  @Test
  void runtimeThatCannotBeCreatedFailsTheStartInServerMode() {
    try (RuntimeProgram program = program("missing")) {
      RuntimeSession session = program.starting();
      assertThat(session.awaitStart())
          .wasRefused(Code.INTERNAL)
          .hasMessage(data + "/missing.json (empty): required key url is missing");
      assertThat(session.shutdown().code()).isEqualTo(1);
    }
  }

  @Test
  void invalidNameIsRefused() {
    try (RuntimeProgram program = program("no name")) {
      assertThat(program.test())
          .failedWith(1)
          .hasStderrContaining("must consist of letters, digits, '-', '_' and '.', not 'no name'");
    }
  }

  @RuntimeDef(name = "anonymous")
  static final class Anonymous implements RuntimeIdentity {
    @Override
    public String name() {
      throw new IllegalStateException("lost");
    }

    static void main(String[] args) {
      GolemRuntime.launch(Anonymous.class, (self, context) -> new Proxy("", new Service("")), args);
    }
  }

  @Test
  void exceptionFromNameIsReported() {
    try (RuntimeProgram program = RuntimeProgram.of(Anonymous.class)) {
      assertThat(program.test())
          .failedWith(1)
          .hasStderr(
              "anonymous: cannot determine the identity of "
                  + Anonymous.class.getName()
                  + ": lost\n");
    }
  }

  @Test
  void helpCreatesNoRuntime() {
    try (RuntimeProgram program = program("broken")) {
      assertThat(program.call("--help")).succeeded().hasStdoutContaining("--data");
    }
  }
}
