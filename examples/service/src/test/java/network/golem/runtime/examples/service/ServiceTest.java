package network.golem.runtime.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

@RuntimeTest(Service.class)
class ServiceTest {
  @Test
  void keepsValuesAndBillsRequests(RuntimeSession session) {
    assertThat(session.run("put", "colour", "light green")).succeeded();
    assertThat(session.run("get", "colour"))
        .succeeded()
        .hasStdout("light green\n")
        .hasCounter(Service.REQUESTS, 2);
    assertThat(session.run("get", "shape")).failedWith(1).hasStderr("there is no value shape\n");
  }

  @Test
  void saysWhatItExpects(RuntimeSession session) {
    assertThat(session.run("put", "colour"))
        .wasRefused(Code.BAD_REQUEST)
        .hasMessage("expected 'put KEY VALUE' or 'get KEY'");
  }

  @Test
  void failsWithoutItsServer(RuntimeSession session) {
    String started = session.awaitStart().stdout();
    long pid =
        Pattern.compile("pid (\\d+)")
            .matcher(started)
            .results()
            .map((MatchResult found) -> Long.parseLong(found.group(1)))
            .findFirst()
            .orElseThrow();

    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    session.awaitLog("java has ended");

    assertThat(session.run("get", "colour"))
        .wasRefused(Code.INTERNAL)
        .hasMessageContaining("java has ended with exit code 137");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }
}
