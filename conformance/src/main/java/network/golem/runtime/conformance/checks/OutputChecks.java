package network.golem.runtime.conformance.checks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;

/// What commands print.
final class OutputChecks {
  private static final int MIB = 1024 * 1024;

  /// More than fits into a pipe and into the buffers behind it.
  private static final int MUCH = 8 * MIB;

  private static final int LINES = 60_000;

  private OutputChecks() {}

  static Group group() {
    Group out = new Group("out", "run.end");
    out.check("complete", "Sends all output before the end, or with it", "OUT-1")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.PRINT);
          String expected = known(asked.stdout(), "print");
          Run run = trial.session().run(Ability.PRINT);
          run.end();
          expectText(trial, run.stdoutBytes(), expected);
        });
    out.then("out.complete");
    out.check("stderr", "Sends standard error in the field for it", "OUT-10")
        .by(trial -> {
          String expected = known(trial.asked(Ability.COMPLAIN).stderr(), "complain");
          Run run = trial.session().run(Ability.COMPLAIN);
          run.end();
          trial.expect(
              run.stderr().contains(expected) && !run.stdout().contains(expected),
              "'" + expected + "' in `stderr` only",
              "stdout '" + run.stdout() + "', stderr '" + run.stderr() + "'");
        });
    out.check("fields", "Keeps a program's standard output and standard error apart", "OUT-10")
        .by(trial -> {
          for (String line : List.of("echo a; echo b >&2", "echo b >&2; echo a")) {
            Run run = trial.session().shell(line);
            run.succeeds();
            trial.expect(
                run.stdout().equals("a\n") && run.stderr().equals("b\n"),
                "'a' in `stdout` and 'b' in `stderr`",
                "stdout '" + run.stdout() + "', stderr '" + run.stderr() + "'");
          }
        });
    out.check("split", "Sends a program's two outputs in their own fields", "OUT-10")
        .by(trial -> {
          Run run = trial.session().shell("echo to-stderr >&2; sleep 0.1; echo to-stdout");
          run.end();
          trial.expect(
              !run.stdout().contains("to-stderr") && !run.stderr().contains("to-stdout"),
              "to-stdout in stdout and to-stderr in stderr",
              run.events());
        });
    out.check("complete.programs", "Sends both outputs of a program before its end", "OUT-1")
        .after("out.stderr", "out.split", "run.end.last.complain")
        .by(trial -> {
          Session session = trial.session();
          for (String line : List.of("echo out; echo err >&2", "echo out; echo err >&2; exit 3")) {
            Run run = session.shell(line);
            run.end();
            session.settle();
            List<Reply> late = run.events().stream().dropWhile(Reply::running).skip(1).toList();
            trial.expect(
                late.isEmpty() && run.stdout().equals("out\n") && run.stderr().equals("err\n"),
                "'out' and 'err' before the end",
                run.events());
          }
        });
    out.check("complete.repeated", "Sends all output of each of many commands", "OUT-1")
        .by(trial -> {
          String expected = known(trial.asked(Ability.PRINT).stdout(), "print");
          Session session = trial.session();
          for (int i = 0; i < 30; i++) {
            Run run = session.run(Ability.PRINT);
            run.end();
            expectText(trial, run.stdoutBytes(), expected);
          }
        });
    out.check(
            "own", "Keeps the output of commands that run at the same time apart", "OUT-2", "RUN-5")
        .by(trial -> {
          ProfileCommand.Echo echo = trial.asked(Ability.ECHO).echo();
          Session session = trial.session();
          List<Run> runs = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            runs.add(session.echo(List.of("command-" + i)));
          }
          for (int i = 0; i < 10; i++) {
            runs.get(i).end();
            expectText(trial, runs.get(i).stdoutBytes(), echo.of(List.of("command-" + i)));
          }
        });
    out.check("unfinished", "Sends a line that is not finished", "OUT-1")
        .by(trial -> {
          Run run = trial.session().shell("printf 'one\\ntwo\\nthree'");
          run.succeeds();
          expectText(trial, run.stdoutBytes(), "one\ntwo\nthree");
        });
    out.check("failed", "Sends all output of a failing command before its end", "OUT-1", "RUN-4")
        .by(trial -> {
          Session session = trial.session();
          Run run = session.shell("echo a; echo b >&2; exit 3");
          run.end();
          session.settle();
          List<Reply> late = run.events().stream().dropWhile(Reply::running).skip(1).toList();
          trial.expect(late.isEmpty(), "nothing after the end", late);
          trial.expect(
              (run.stdout() + run.stderr()).equals("a\nb\n"),
              "'a' and 'b'",
              run.stdout() + run.stderr());
        });
    out.check("order", "Keeps the order of the output's bytes", "OUT-2")
        .by(trial -> {
          Run run = trial.session().shell("seq " + LINES);
          run.succeeds();
          StringBuilder expected = new StringBuilder();
          for (int i = 1; i <= LINES; i++) {
            expected.append(i).append('\n');
          }
          expectText(trial, run.stdoutBytes(), expected.toString());
        });
    out.check("order.arguments", "Keeps the order of what a command prints", "OUT-2")
        .by(trial -> {
          List<String> args = new ArrayList<>();
          for (int i = 0; i < 500; i++) {
            args.add("word-" + i);
          }
          Run run = trial.session().echo(args);
          run.succeeds();
          expectText(trial, run.stdoutBytes(), trial.asked(Ability.ECHO).echo().of(args));
        });
    out.check("bytes", "Sends bytes as they are", "OUT-3")
        .after("out.unfinished")
        .by(trial -> {
          StringBuilder line = new StringBuilder("printf '");
          StringBuilder expected = new StringBuilder();
          for (int each = 0; each < 256; each++) {
            line.append(String.format(Locale.ROOT, "\\%03o", each));
            expected.append((char) each);
          }
          Run run = trial.session().shell(line + "'");
          run.succeeds();
          trial.expect(
              new String(run.stdoutBytes(), ISO_8859_1).contentEquals(expected),
              "all 256 bytes",
              MessageText.hex(run.stdoutBytes()));
        });
    out.check("bytes.end", "Sends the beginning of a character that is not completed", "OUT-3")
        .after("out.unfinished", "out.split")
        .by(trial -> {
          Run run = trial.session().shell("printf 'abc\\303'; printf 'abc\\360\\237' >&2");
          run.succeeds();
          trial.expect(
              run.stdoutBytes().length == 4,
              "the bytes 61 62 63 c3 on standard output",
              MessageText.hex(run.stdoutBytes()));
          trial.expect(
              run.stderrBytes().length == 5,
              "the bytes 61 62 63 f0 9f on standard error",
              MessageText.hex(run.stderrBytes()));
        });
    out.check("bytes.lines", "Translates no line ends and trims nothing", "OUT-3")
        .after("out.unfinished")
        .by(trial -> {
          Run run = trial.session().shell("printf '\\r\\n a \\n\\n\\t'");
          run.succeeds();
          expectText(trial, run.stdoutBytes(), "\r\n a \n\n\t");
        });
    out.check("waits", "Loses nothing if its output is not read for a while", "OUT-4", "OUT-8")
        .by(trial -> {
          Session session = trial.session();
          session.pauseReading();
          Run run = session.run(Ability.FLOOD, "bytes", MUCH);
          session.output().awaitFullPipe();
          session.output().resume();
          run.end();
          expectLength(trial, run, MUCH);
        });
    out.check("complete.large", "Sends large output completely", "OUT-1")
        .after("out.waits")
        .by(trial -> flood(trial, MUCH, trial.session()));
    out.check("streams", "Sends output as it is produced", "OUT-5")
        .by(trial -> {
          Session session = trial.session();
          Run run = session.shell("echo first; exec sleep 600");
          run.awaitStdout("first");
        });
    out.check("streams.line", "Sends the beginning of a line before it is complete", "OUT-5")
        .by(trial -> {
          Session session = trial.session();
          Run run = session.shell("printf first; exec sleep 600");
          run.awaitStdout("first");
        });
    out.check("gathered", "Sends a line in few events", "OUT-6")
        .by(trial -> {
          Run run = trial.session().run(Ability.PRINT);
          run.end();
          long pieces = run.events().stream().filter(event -> event.stdout().length > 0).count();
          int length = run.stdoutBytes().length;
          trial.expect(
              pieces <= 4 || pieces < length / 8, "few events for " + length + " bytes", pieces);
        });
    out.check("characters", "Ends a piece at the end of a character", "OUT-7")
        .by(trial -> expectWhole(trial, trial.session().echo(List.of("€".repeat(40_000)))));
    out.check(
            "characters.programs",
            "Ends a piece of a program's output at the end of a character",
            "OUT-7")
        .by(trial ->
            expectWhole(trial, trial.session().shell("yes '€' | head -n 40000 | tr -d '\\n'")));
    out.check("requests", "Reads requests while output waits", "OUT-9")
        .by(trial -> {
          Session session = trial.session();
          session.pauseReading();
          session.run(Ability.FLOOD, "bytes", MUCH);
          session.output().awaitFullPipe();
          // more than any pipe holds: it can be written only if it is read
          for (int i = 0; i < 8; i++) {
            session.sendWithin(RequestBytes.hello(session.newId(), "v".repeat(MIB / 4)));
          }
          session.output().resume();
          session.hello();
        });
    return out;
  }

  private static void expectWhole(Trial trial, Run run) throws InterruptedException {
    run.succeeds();
    for (Reply event : run.events()) {
      byte[] piece = event.stdout();
      trial.expect(
          piece.length == 0 || !isCut(piece),
          "whole characters in each piece",
          MessageText.hex(piece));
    }
  }

  /// A continuation byte at the beginning: the character before it was cut.
  private static boolean isCut(byte[] piece) {
    return (piece[0] & 0xc0) == 0x80;
  }

  static void flood(Trial trial, int bytes, Session session) throws InterruptedException {
    Run run = session.run(Ability.FLOOD, "bytes", bytes);
    run.end();
    expectLength(trial, run, bytes);
  }

  private static void expectLength(Trial trial, Run run, long bytes) {
    long length = run.events().stream().mapToLong(Reply::stdoutLength).sum();
    trial.expect(length == bytes, bytes + " bytes", length + " bytes");
  }

  private static String known(Optional<String> text, String key) {
    return text.orElseThrow(
        () -> new Unmet("the profile does not say what command '" + key + "' prints"));
  }

  private static void expectText(Trial trial, byte[] printed, String expected) {
    byte[] wanted = MessageChecks.utf8(expected);
    trial.expect(
        Arrays.equals(printed, wanted),
        "the output " + MessageText.quoted(wanted),
        MessageText.quoted(printed));
  }
}
