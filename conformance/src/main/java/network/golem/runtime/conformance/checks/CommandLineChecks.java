package network.golem.runtime.conformance.checks;

import static network.golem.runtime.conformance.checks.Words.plus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.conformance.trial.Call;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.TrialFiles;
import network.golem.runtime.conformance.trial.Violation;

/// `RUNTIME [OPTIONS] PHASE [WORDS]`.
final class CommandLineChecks {
  private CommandLineChecks() {}

  static Group group() {
    Group cli = new Group("cli");
    cli.check("executable", "Can be executed by its absolute path from any directory", "CLI-1")
        .by(trial -> {
          Path elsewhere = trial.directory("elsewhere");
          List<List<String>> calls =
              List.of(
                  plus(trial.runtime().everyCall(), "test"),
                  plus(trial.runtime().everyCall(), "offer-template"),
                  plus(trial.common(), "deploy", "--"));
          for (List<String> words : calls) {
            // why a single one fails is the concern of other checks
            Process call = trial.call(words, elsewhere).withoutInput().process().process();
            boolean ended = call.waitFor(trial.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || call.exitValue() == 0) {
              return;
            }
          }
          trial.expect(false, "a call that succeeds in any directory", "a failure of each phase");
        });
    cli.then("cli.executable");
    cli.check("dashes", "Accepts -- after deploy", "CLI-7")
        .by(trial -> {
          if (isRefused(trial)) {
            int without = trial.call(plus(trial.common(), "deploy")).code();
            trial.expect(
                without != 0,
                "deploy -- to do what deploy does",
                "only deploy without -- succeeds");
          }
        });
    cli.then("cli.dashes");
    cli.check("workdir", "Accepts --workdir before deploy", "CLI-3")
        .by(trial -> {
          if (isRefused(trial)) {
            // the image and the limits are other checks' concern
            trial
                .call(plus(List.of("--workdir", trial.workdir().toString()), "deploy", "--"))
                .succeeds();
          }
        });
    cli.then("cli.workdir");
    cli.check("hardware", "Accepts --cpu-cores, --mem-gib and --storage-gib", "CLI-5")
        .by(trial ->
            trial
                .call(
                    plus(
                        List.of("--workdir", trial.workdir().toString()),
                        "--cpu-cores",
                        "3",
                        "--mem-gib",
                        "0.5",
                        "--storage-gib",
                        "50",
                        "deploy",
                        "--"))
                .succeeds());
    cli.check("hardware.absent", "Accepts that an agreed limit is absent", "CLI-5")
        .by(trial ->
            trial
                .call(
                    plus(
                        List.of("--workdir", trial.workdir().toString()),
                        "--mem-gib",
                        "1",
                        "deploy",
                        "--"))
                .succeeds());
    cli.check("image", "Accepts --task-package", "CLI-4")
        .after("cli.hardware", "cli.hardware.absent")
        .by(trial -> trial.deploy().succeeds());
    cli.then("cli.hardware", "cli.image");
    cli.check("workdir.place", "Works in the directory that --workdir names", "CLI-3")
        .by(trial -> {
          Path other = trial.directory("other");
          Path elsewhere = trial.directory("elsewhere");
          trial
              .call(plus(trial.common(other), "deploy", "--"), elsewhere)
              .withoutInput()
              .succeeds();
          trial.expect(
              TrialFiles.below(elsewhere).isEmpty(),
              "nothing in the current directory, which is not the workdir",
              TrialFiles.below(elsewhere));
        });
    cli.check("volumes", "Accepts --volume-override before deploy", "CLI-6")
        .by(trial ->
            trial.deploy("--volume-override", "{\"/golem/check\":{\"host\":{}}}").succeeds());
    cli.check("options.deploy", "Accepts --hostname before deploy", "CLI-9")
        .by(trial -> trial.deploy("--hostname", "node-1").succeeds());
    cli.check("phase", "Finds the phase behind an option's value that looks like one", "CLI-2")
        .after("cli.options.deploy")
        .by(trial -> {
          String answer = trial.deploy("--hostname", "offer-template").succeeds().stdout();
          trial.expect(
              !answer.contains("\"properties\""), "deploy to be carried out", "the offer template");
        });
    cli.check("options.volumes", "Accepts --volume-override of a requestor's script", "CLI-9")
        .by(trial -> trial.deploy("--volume-override", "{\"/check\":{\"host\":{}}}").succeeds());
    cli.check("options.unknown", "Ignores an option that it does not know", "CLI-10")
        .by(trial -> trial.deploy("--golem-check-unknown", "x").succeeds());
    cli.check("options.warning", "Warns of an option that it does not know", "CLI-10")
        .after("cli.options.unknown")
        .by(trial -> {
          String said = trial.deploy("--golem-check-unknown", "x").succeeds().stderr();
          trial.expect(
              said.contains("golem-check-unknown"),
              "a warning on standard error",
              "'" + said + "'");
        });
    cli.check("workdir.missing", "Refuses deploy without --workdir", "CLI-11")
        .by(trial -> trial.call(plus(trial.afterWorkdir(), "deploy", "--")).fails());
    cli.check("workdir.file", "Refuses a --workdir that is not a directory", "CLI-11")
        .by(trial -> {
          Path file = Files.createFile(trial.directory("other").resolve("file"));
          trial.call(plus(trial.common(file), "deploy", "--")).fails();
        });
    cli.check("workdir.absent", "Refuses a --workdir that does not exist", "CLI-11")
        .by(trial -> {
          Path absent = trial.directory("other").resolve("absent");
          trial.call(plus(trial.common(absent), "deploy", "--")).fails();
        });
    cli.check("workdir.start", "Refuses start without --workdir", "CLI-11")
        .by(trial -> trial.call(plus(trial.afterWorkdir(), "start")).fails());
    cli.check("phase.missing", "Refuses a call without a phase", "CLI-12")
        .by(trial -> refused(trial, trial.call(trial.common())));
    cli.check("phase.unknown", "Refuses an unknown phase", "CLI-12")
        .by(trial -> refused(trial, trial.call(plus(trial.common(), "golem-check-phase"))));
    cli.check("version", "Answers --version with name, space, version", "CLI-13")
        .by(trial -> {
          String printed = trial.call("--version").succeeds().stdout();
          trial.expect(
              printed.matches("\\S+ \\S+\\R?"),
              "one line: name, space, version",
              "'" + printed + "'");
        });
    cli.check("help", "Answers --help on standard output", "CLI-13")
        .by(trial -> {
          String printed = trial.call("--help").succeeds().stdout();
          trial.expect(!printed.isBlank(), "help on standard output", "nothing");
        });
    for (String phase : List.of("test", "offer-template")) {
      cli.check("input." + phase, "Does not wait for input in " + phase, "CLI-14")
          .by(trial ->
              trial
                  .call(plus(trial.runtime().everyCall(), phase), trial.directory("provider"))
                  .succeeds());
    }
    cli.check("input.deploy", "Does not wait for input in deploy", "CLI-14")
        .by(trial -> trial.call(plus(trial.common(), "deploy", "--"), trial.workdir()).succeeds());
    cli.check("files", "Writes no files to the directory of test and offer-template", "CLI-15")
        .by(trial -> {
          trial.phase("test").code();
          trial.phase("offer-template").code();
          List<Path> files = TrialFiles.below(trial.directory("provider"));
          trial.expect(files.isEmpty(), "an empty directory", files);
        });
    cli.onlyFor("server");
    cli.check("start.words", "Takes words after start for the requestor's", "CLI-8", "START-2")
        .by(trial -> {
          Session session =
              trial.started(plus(trial.common(), "start", "--verbose", "-h", "deploy"));
          session.hello();
        });
    return cli;
  }

  private static void refused(Trial trial, Call call) throws InterruptedException {
    call.fails();
    trial.expect(call.stdout().isEmpty(), "nothing on standard output", "'" + call.stdout() + "'");
    trial.expect(!call.stderr().isBlank(), "a sentence on standard error", "nothing");
  }

  /// Whether `deploy` fails. That it ends is another check's concern.
  private static boolean isRefused(Trial trial) throws IOException, InterruptedException {
    Call call = trial.deploy();
    try {
      return call.code() != 0;
    } catch (Violation _) {
      return false;
    }
  }
}
