package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Tests that fail, seen from outside.
class RuntimeTestExtensionTest {

  @RuntimeTest(value = Greeter.class, timeoutSeconds = 1)
  static final class Failing {
    @Test
    void byItself(RuntimeSession session) {
      assertThat(session.run("complain")).succeeded();
    }

    @Test
    void byWaiting(RuntimeSession session) {
      session.start("wait").awaitStdout("something else");
    }

    @Test
    @RuntimeTest(Rogue.class)
    void byItsRuntimesEnd(RuntimeSession session) {
      session.run("anything");
    }

    @Test
    @RuntimeTest(String.class)
    void byItsClass(RuntimeSession session) {
      session.run("anything");
    }
  }

  @RuntimeTest(Greeter.class)
  static final class TooEarly {
    @BeforeAll
    static void begin(RuntimeSession session) {
      session.run("greet");
    }

    @Test
    void test() {}
  }

  @RuntimeTest(Rogue.class)
  static final class Greeting {
    @Test
    void greets(RuntimeSession session) {
      assertThat(session.run("greet", "Ada")).succeeded().hasStdout("Hello, Ada!\n");
    }
  }

  @Test
  void binaryReplacesTheClass(@TempDir Path directory) throws IOException {
    String binary = RuntimeLauncher.of(Greeter.class).writeTo(directory).toString();
    assertThat(failures(Greeting.class, "greets")).isNotEmpty();
    System.setProperty("golem.runtime.test.binary", binary);
    try {
      assertThat(failures(Greeting.class, "greets")).isEmpty();
    } finally {
      System.clearProperty("golem.runtime.test.binary");
    }
  }

  @Test
  void failureShowsTheSession() {
    Throwable failure = failure(Failing.class, "byItself");
    assertThat(failure).hasMessageStartingWith("Expected to succeed, but\n'complain' ended");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0].toString())
        .startsWith(
            "network.golem.runtime.testkit.SessionTranscript: the session, in seconds (→ to the"
                + " runtime, ← from it):\n")
        .contains("→ hello 0.1.0 (request 2)")
        .endsWith("← pid 1 ended with exit code 3");
  }

  @Test
  void failureShowsTheSessionOnlyOnce() {
    Throwable failure = failure(Failing.class, "byWaiting");
    assertThat(failure)
        .hasMessageStartingWith("Waited 1 s for stdout of 'wait' to contain \"something else\"; ")
        .hasNoSuppressedExceptions();
  }

  @Test
  void runtimeThatDoesNotEndCleanlyFailsItsTest() {
    assertThat(failure(Failing.class, "byItsRuntimesEnd"))
        .hasMessageStartingWith("Shut down, the runtime ended with exit code 3\nThe session, in");
  }

  @Test
  void classWithoutMainIsRefused() {
    assertThat(failure(Failing.class, "byItsClass"))
        .hasMessageContaining("java.lang.String needs `static void main(String[] args)`");
  }

  @Test
  void runtimeBelongsToOneTest() {
    assertThat(failure(TooEarly.class, "test"))
        .hasMessageContaining("declare it as a parameter of the test method");
  }

  private static Throwable failure(Class<?> type, String method) {
    return failures(type, method).getFirst();
  }

  private static List<Throwable> failures(Class<?> type, String method) {
    String parameters = type == TooEarly.class ? "" : RuntimeSession.class.getName();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(type, method, parameters))
            .build();
    List<Throwable> failures = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failures::add);
              }
            });
    return failures;
  }
}
