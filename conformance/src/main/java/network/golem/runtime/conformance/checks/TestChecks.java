package network.golem.runtime.conformance.checks;

import static network.golem.runtime.conformance.checks.Words.plus;

import java.time.Duration;
import java.util.List;
import network.golem.runtime.conformance.trial.Call;
import network.golem.runtime.conformance.trial.Trial;

/// The phase that decides whether a provider starts.
final class TestChecks {
  private static final Duration FEW_SECONDS = Duration.ofSeconds(10);

  private TestChecks() {}

  static Group group() {
    Group test = new Group("test", "cli.executable");
    test.check("ends", "Ends by itself", "TEST-2").by(trial -> trial.phase("test").code());
    test.then("test.ends");
    test.check("workdir", "Works without a workdir", "TEST-3")
        .by(trial -> {
          if (trial.phase("test").code() != 0) {
            int code = trial.call(plus(trial.common(), "test")).code();
            trial.expect(code != 0, "test without --workdir", "it succeeds only with it");
          }
        });
    test.then("test.workdir");
    test.check("succeeds", "Exits with 0", "TEST-1").by(trial -> trial.phase("test").succeeds());
    test.check("again", "Succeeds again, and beside another", "TEST-1")
        .after("test.succeeds")
        .by(trial -> {
          Call first = trial.phase("test");
          trial.phase("test").succeeds();
          first.succeeds();
        });
    test.check("quick", "Ends within a few seconds", "TEST-5")
        .by(trial -> {
          Call call = trial.phase("test");
          call.code();
          Duration took = call.took();
          trial.expect(took.compareTo(FEW_SECONDS) < 0, "an end within 10 s", took);
        });
    test.check("leftovers", "Leaves no process behind", "TEST-5")
        .by(trial -> {
          trial.phase("test").code();
          boolean gone = Trial.eventually(() -> trial.processes().isEmpty(), Duration.ofSeconds(3));
          trial.expect(gone, "no process 3 s later", commands(trial.processes()));
        });
    return test;
  }

  static List<String> commands(List<ProcessHandle> processes) {
    return processes.stream()
        .map(process -> process.info().commandLine().orElse("pid " + process.pid()))
        .toList();
  }
}
