package network.golem.runtime.conformance.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;

/// The arguments of commands.
final class ArgumentChecks {
  private static final List<String> ARGS = List.of("first", "second");

  private ArgumentChecks() {}

  static void addTo(Group run) {
    run.check("args.first", "Takes arguments from the second word on", "RUN-9")
        .by(trial -> echoes(trial, ARGS));
    run.check("args.path", "Takes arguments from the second word on if the name is a path", "RUN-9")
        .by(trial -> {
          List<String> words = new ArrayList<>(trial.asked(Ability.ECHO).call(Map.of(), ARGS));
          words.set(0, "/bin/" + words.getFirst());
          Run asked = trial.session().run(words);
          if (asked.answer().member() != Reply.RUN) {
            throw new Unmet("the runtime does not accept " + words.getFirst() + " for it");
          }
          if (asked.end().returnCode() != 0) { // a refusal, later than its answer
            throw new Unmet("the runtime does not execute " + words.getFirst() + " for it");
          }
          String expected = trial.asked(Ability.ECHO).echo().of(ARGS);
          trial.expect(asked.stdout().equals(expected), "'" + expected + "'", asked.stdout());
        });
    List<List<String>> unusual =
        List.of(
            List.of("", "x", ""),
            List.of(" a  b ", "\ttab", " end "),
            List.of("'single'", "\"double\"", "$HOME", "`x`", "\\n", "*"),
            List.of("two\nlines"),
            List.of("ü", "日本語", "😀"),
            List.of("--option", "-x", "--"));
    List<String> names = List.of("empty", "blanks", "quotes", "lines", "unicode", "options");
    for (int i = 0; i < names.size(); i++) {
      List<String> args = unusual.get(i);
      run.check("args." + names.get(i), "Takes arguments unchanged", "RUN-17")
          .after("run.args.first")
          .by(trial -> echoes(trial, args));
    }
    run.check("args.long", "Takes a long argument unchanged", "RUN-17")
        .after("run.args.first")
        .by(trial -> echoes(trial, List.of("x".repeat(100_000), "y")));
  }

  private static void echoes(Trial trial, List<String> args) throws Exception {
    String expected = trial.asked(Ability.ECHO).echo().of(args);
    Run run = trial.session().echo(args);
    run.succeeds();
    trial.expect(
        run.stdout().equals(expected),
        "the arguments unchanged",
        shortened(run.stdout()) + " instead of " + shortened(expected));
  }

  private static String shortened(String text) {
    return MessageText.quoted(MessageChecks.utf8(text));
  }
}
