package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the requestor runs, in the shapes that its scripts know.
class RequestorCommandsTest extends AcmeTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z";

  private RuntimeSession session;

  @BeforeEach
  void prepare() throws IOException {
    session = acme.write("\"responseTimeout\": 2000, \"cpuThreads\": 1,").start();
  }

  @Test
  void usersComeAndGo() {
    CommandResult added = session.run("user", "add", "bob", "-a", "basic", "builder");
    assertThat(added).succeeded();
    assertThat(added.stdout()).matches("\\{\"createdAt\":\"" + TIME + "\",\"username\":\"bob\"}\n");
    assertThat(session.run("user", "add", "bob", "x"))
        .failedWith(1)
        .hasStdout("")
        .hasStderr("user 'bob' already exists\n");
    assertThat(session.run("user", "list").stdout())
        .matches("\\[\\{.*\"alice\"},\\{.*\"username\":\"bob\"}]\n");
    assertThat(session.run("user", "remove", "alice")).succeeded().hasStdout("");
    assertThat(session.run("user", "remove", "alice"))
        .failedWith(1)
        .hasStderr("user 'alice' not found\n");
    assertThat(session.run("user", "remove", "bob")).succeeded();
    assertThat(session.run("user", "list")).succeeded().hasStdout("[]\n");
  }

  @Test
  void statisticsArePerEndpoint() throws Exception {
    assertThat(session.run("user", "stats", "alice")).succeeded().hasStdout("{}\n");
    for (String path : new String[] {"/acme/x", "/acme/h?q=1", "/acme/x?y"}) {
      assertThat(acme.get(path).statusCode()).isEqualTo(200);
    }
    assertThat(session.run("user", "stats", "alice"))
        .succeeded()
        .hasStdout("{\"/acme/h\":1,\"/acme/x\":2}\n");
    assertThat(session.run("user", "stats", "nobody")).failedWith(1);
    assertThat(session.run("user", "remove", "alice")).succeeded();
    assertThat(session.run("user", "add", "alice", "wonderland")).succeeded();
    assertThat(session.run("user", "stats", "alice")).succeeded().hasStdout("{}\n");
    session.awaitCounter(HttpService.REQUESTS, 3);
  }

  @Test
  void informationIsTheFiles() {
    assertThat(session.run("svc", "info").stdout())
        .matches(
            "\\{\"cpuThreads\":1,\"createdAt\":\""
                + TIME
                + "\",\"name\":\"acme\",\"portHttp\":\\["
                + acme.port()
                + "],\"portHttps\":\\[],\"serverName\":\\[\"a.example\"],"
                + "\"timeouts\":\\{\"responseTimeout\":2000}}\n");
    assertThat(session.run("service", "info")).succeeded();
  }

  @Test
  void wrongArgumentsFailWithTheUsage() {
    for (String[] line :
        new String[][] {
          {"user"}, {"user", "add", "x"}, {"user", "list", "x"}, {"other", "list"}, {"service"}
        }) {
      assertThat(session.run(line))
          .failedWith(1)
          .hasStdout("")
          .hasStderrContaining("expected 'user add NAME PASSWORD'");
    }
    assertThat(session.run("user", "add", "x", "-pw"))
        .failedWith(1)
        .hasStderr("unknown option '-pw'; put -- before a value like this\n");
    assertThat(session.run("user", "add", "--", "x", "-pw")).succeeded();
    assertThat(session.run("user", "add", "-a", "digest", "y", "pw"))
        .failedWith(1)
        .hasStderr("unknown method 'digest'; the only one is Basic\n");
    assertThat(session.run("user", "add", "a:b", "pw"))
        .failedWith(1)
        .hasStderrContaining("invalid user name");
  }

  @Test
  void anyNameThatBasicAllowsWorks() throws Exception {
    assertThat(session.run("user", "add", "sp ace/é", "päss:word")).succeeded();
    String header = Acme.basic("sp ace/é", "päss:word");
    assertThat(acme.send(acme.request("/acme/1").setHeader("Authorization", header)).statusCode())
        .isEqualTo(200);
    assertThat(session.run("user", "stats", "sp ace/é")).succeeded().hasStdout("{\"/acme/1\":1}\n");
    assertThat(session.run("user", "remove", "sp ace/é")).succeeded();
    assertThat(acme.send(acme.request("/acme/1").setHeader("Authorization", header)).statusCode())
        .isEqualTo(401);
  }
}
