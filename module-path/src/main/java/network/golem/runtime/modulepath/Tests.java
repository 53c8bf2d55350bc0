package network.golem.runtime.modulepath;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// Executes [GreeterTest] with JUnit, as an IDE does. Prints its module, and the number of tests
/// that succeeded.
final class Tests {
  private Tests() {}

  static void main() {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(GreeterTest.class)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.out.println(
        Tests.class.getModule()
            + ": "
            + summary.getTestsSucceededCount()
            + " of "
            + summary.getTestsFoundCount()
            + " tests succeeded");
  }
}
