package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Test classes that run at the same time in one JVM do not disturb each other.
@Timeout(60)
class TwoClassesAtOnceTest {
  private static final int TIMES = 5;

  /// Both classes are here before either continues, so they do run at the same time.
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  @RuntimeTest(Pump.class)
  static final class Pumping {
    @RepeatedTest(TIMES)
    void pumps(RuntimeSession session) throws Exception {
      BOTH.await(30, TimeUnit.SECONDS);
      session.upload("1.5", "/in/litres.txt");
      assertThat(session.run("pump")).succeeded().hasCounter("golem.usage.litres", 1.5);
      assertThat(session.run("print")).succeeded();
      assertThat(session.run("slf4j")).succeeded();
      assertThat(session.awaitLog("printed").awaitLog("pump: logged").log())
          .doesNotContain("greeted");
    }
  }

  @RuntimeTest(Greeter.class)
  static final class Greeting {
    @RepeatedTest(TIMES)
    void greets(RuntimeSession session) throws Exception {
      BOTH.await(30, TimeUnit.SECONDS);
      assertThat(session.run("greet", "Ada")).succeeded().hasStdout("Hello, Ada!\n");
      assertThat(session.run("log", "greeted")).succeeded();
      RunningCommand waiting = session.start("wait").awaitStdout("waiting");
      assertThat(waiting.kill(15).await()).failedWith(143);
      assertThat(session.awaitLog("greeted").log()).doesNotContain("printed", "logged");
    }
  }

  @Test
  void theyDoNotDisturbEachOther() {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<String> succeeded = Collections.synchronizedList(new ArrayList<>());
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Pumping.class), selectClass(Greeting.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter(
                    "junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                    "junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failures::add);
                if (test.isTest() && result.getThrowable().isEmpty()) {
                  succeeded.add(test.getDisplayName());
                }
              }
            });
    assertThat(failures).isEmpty();
    assertThat(succeeded).hasSize(2 * TIMES);
  }
}
