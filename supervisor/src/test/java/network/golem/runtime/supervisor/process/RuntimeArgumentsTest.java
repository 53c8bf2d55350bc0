package network.golem.runtime.supervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.Capture;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.junit.jupiter.api.Test;

/// The arguments that a runtime is called with, one by one.
class RuntimeArgumentsTest {
  private static final Path RUNTIME = Path.of("/opt/plugins/runtime");
  private static final Path WORKDIR = Path.of("/activity");
  private static final ExeCommand.Deploy DEPLOY =
      new ExeCommand.Deploy(
          Optional.empty(), Map.of(), Optional.empty(), List.of(), Optional.empty());

  private static final Agreement AGREEMENT =
      new Agreement(
          "a",
          List.of(),
          new Agreement.Limits(
              Optional.of(new BigDecimal("3.7")),
              Optional.of(new BigDecimal("0.50")),
              Optional.of(new BigDecimal("50.0"))),
          Optional.empty(),
          List.of(),
          List.of(),
          false);

  private static RuntimeArguments described(List<String> extraArgs, String... runtimeArgs) {
    Descriptor descriptor =
        new Descriptor(
            "runtime",
            "1.0.0",
            Path.of("/opt/plugins/exe-unit"),
            Optional.of(RUNTIME),
            Optional.empty(),
            extraArgs,
            Map.of(),
            Map.of());
    return RuntimeArguments.of(
        new RuntimeBinary(RUNTIME, Optional.of(descriptor), Optional.empty()),
        WORKDIR,
        AGREEMENT,
        false,
        List.of(runtimeArgs));
  }

  private static final RuntimeArguments PLAIN =
      RuntimeArguments.of(
          new RuntimeBinary(RUNTIME, Optional.empty(), Optional.empty()),
          WORKDIR,
          AGREEMENT,
          false,
          List.of());

  @Test
  void deploy() {
    assertThat(PLAIN.deploy(DEPLOY, Optional.empty()))
        .containsExactly("/opt/plugins/runtime", "--workdir", "/activity", "deploy", "--");
  }

  @Test
  void deployWithVolumesAndHostname() {
    Map<String, String> volumes = new LinkedHashMap<>();
    volumes.put("/a", "{\"host\":{}}");
    volumes.put("/\"b\"", "{\"ram\":{\"size\":\"1.2 MB\"}}");
    assertThat(
            PLAIN.deploy(
                new ExeCommand.Deploy(
                    Optional.of("worker"),
                    Map.of(),
                    Optional.of(volumes),
                    List.of(),
                    Optional.empty()),
                Optional.empty()))
        .containsExactly(
            "/opt/plugins/runtime",
            "--workdir",
            "/activity",
            "--volume-override",
            "{\"/a\":{\"host\":{}},\"/\\\"b\\\"\":{\"ram\":{\"size\":\"1.2 MB\"}}}",
            "--hostname",
            "worker",
            "deploy",
            "--");
  }

  @Test
  void startInServerModeHasNoSeparator() {
    assertThat(PLAIN.startServer(List.of("a", "-b", "--"), Optional.empty(), List.of()))
        .containsExactly(
            "/opt/plugins/runtime", "--workdir", "/activity", "start", "a", "-b", "--");
  }

  @Test
  void startInOneShotMode() {
    assertThat(PLAIN.startOnce(List.of("a", "-b"), Optional.empty()))
        .containsExactly(
            "/opt/plugins/runtime", "--workdir", "/activity", "start", "--", "a", "-b");
  }

  @Test
  void runInOneShotMode() {
    assertThat(
            PLAIN.runOnce(
                new ExeCommand.Run("/bin/main", List.of("-x", "", "y z"), Capture.EVERYTHING),
                Optional.empty()))
        .containsExactly(
            "/opt/plugins/runtime",
            "--workdir",
            "/activity",
            "run",
            "--entrypoint",
            "/bin/main",
            "--",
            "-x",
            "",
            "y z");
  }

  @Test
  void descriptorsRuntimeArgumentsPrecedeTheUsers() {
    RuntimeArguments arguments =
        described(
            List.of(
                "--runtime-managed-image",
                "--runtime-arg",
                "foo",
                "-r",
                "-x",
                "-r=--bar=1",
                "--runtime-arg=--baz",
                "--something-of-the-supervisor",
                "-r"),
            "mine",
            "--own");
    assertThat(arguments.startServer(List.of(), Optional.empty(), List.of()))
        .containsExactly(
            "/opt/plugins/runtime",
            "--workdir",
            "/activity",
            "foo",
            "-x",
            "--bar=1",
            "--baz",
            "mine",
            "--own",
            "start");
    assertThat(arguments.descriptor().managedImage()).isTrue();
  }

  @Test
  void managedHardwareIsThatOfTheAgreement() {
    for (String option : List.of("--runtime-managed-hardware", "--cap-handoff")) {
      assertThat(described(List.of(option), "foo").deploy(DEPLOY, Optional.empty()))
          .containsExactly(
              "/opt/plugins/runtime",
              "--workdir",
              "/activity",
              "--cpu-cores",
              "3",
              "--mem-gib",
              "0.5",
              "--storage-gib",
              "50",
              "foo",
              "deploy",
              "--");
    }
  }

  @Test
  void imageAndNetworkEndpointArePassed() {
    assertThat(
            PLAIN.startServer(
                List.of("a"),
                Optional.of(Path.of("/cache/img_06aa.gvmi")),
                List.of("--vpn-endpoint", "udp://127.0.0.1:33521")))
        .containsExactly(
            "/opt/plugins/runtime",
            "--workdir",
            "/activity",
            "--task-package",
            "/cache/img_06aa.gvmi",
            "--vpn-endpoint",
            "udp://127.0.0.1:33521",
            "start",
            "a");
  }

  @Test
  void runtimeManagesItsImageOnlyIfTheDescriptorSaysSo() {
    assertThat(described(List.of()).descriptor().managedImage()).isFalse();
    assertThat(PLAIN.descriptor().managedImage()).isTrue();
    assertThat(
            RuntimeArguments.ExtraArgs.of(
                    new RuntimeBinary(RUNTIME, Optional.empty(), Optional.empty()), true)
                .managedImage())
        .as("nobody says so, and there is an image")
        .isFalse();
  }
}
