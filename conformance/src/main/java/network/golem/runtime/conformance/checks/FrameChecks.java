package network.golem.runtime.conformance.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Violation;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;

/// Frames, before anything is known of what is in them.
final class FrameChecks {
  private static final int LARGE = 64 * 1024;
  private static final int MIB = 1024 * 1024;
  private static final int SHORTEST = 4;
  private static final int TEXT = 3;

  private FrameChecks() {}

  static Group group() {
    Group frame = new Group("frame", "deploy.succeeds");
    frame
        .check("flush", "Flushes an answer without waiting for the next one", "FRAME-4")
        .by(FrameChecks::flushes);
    frame.then("frame.flush");
    frame
        .check("pure", "Writes nothing but frames, from the first byte", "FRAME-1")
        .by(trial -> pure(greeted(trial)));
    frame.then("frame.pure");
    frame
        .check("length", "Gives each frame the exact length of its message", "FRAME-2")
        .by(trial -> exact(greeted(trial)));
    frame.then("frame.length");
    frame
        .check("again", "Answers hello again", "HELLO-3")
        .by(trial -> {
          Session session = greeted(trial);
          long second = session.newId();
          session.send(RequestBytes.hello(second, "0.1.0"));
          if (answers(session) > 0) {
            trial.expect(arrives(session, 2), "an answer to a second hello", "none");
          }
        });
    frame.then("frame.again");
    frame
        .check("pure.commands", "Writes nothing but frames while commands run and end", "FRAME-1")
        .by(trial -> pure(worked(trial)));
    frame
        .check("length.commands", "Writes whole messages while commands run and end", "FRAME-2")
        .after("frame.pure.commands")
        .by(trial -> exact(worked(trial)));
    frame.then("frame.length.commands");
    frame
        .check(
            "flush.commands",
            "Flushes what it sends of a command without waiting for more",
            "FRAME-4")
        .by(FrameChecks::flushesEnds);
    frame.then("frame.flush.commands");
    frame
        .check("pure.end", "Writes nothing but frames until its end", "FRAME-1")
        .by(trial -> {
          Session session = greeted(trial);
          session.requestShutdown();
          session.closeInput();
          session.awaitOutputEnd();
          pure(session);
        });
    frame
        .check("shortest", "Writes no frame of less than four bytes", "FRAME-7")
        .by(trial -> {
          for (Reply reply : worked(trial).replies()) {
            trial.expect(reply.size() >= SHORTEST, "frames of four bytes or more", reply.hex());
          }
        });
    RequestFrameChecks.addTo(frame);
    frame
        .check("size", "Writes frames of 64 KiB or less", "FRAME-8")
        .after("frame.length.commands")
        .by(trial -> {
          Session session = trial.session();
          session.run(Ability.FLOOD, "bytes", 2 * MIB).end();
          int largest = session.replies().stream().mapToInt(reply -> reply.size()).max().orElse(0);
          trial.expect(
              largest <= LARGE + 64, "frames of 64 KiB or less", "one of " + largest + " bytes");
        });
    frame
        .check("whole", "Writes each frame as a whole, whichever command it is about", "FRAME-3")
        .by(trial -> {
          Session session = trial.session();
          List<Run> runs = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            runs.add(session.run(Ability.PRINT));
            session.send(RequestBytes.hello(session.newId(), "0.1.0"));
          }
          for (Run run : runs) {
            try {
              run.end();
            } catch (Violation _) {
              break; // evaluated below; a missing end is another check's concern
            }
          }
          exact(session);
        });
    frame
        .check("whole.full", "Writes each frame as a whole if its output is not read", "FRAME-3")
        .after("frame.whole")
        .by(trial -> {
          Session session = trial.session();
          session.pauseReading();
          Run flood = session.run(Ability.FLOOD, "bytes", 1 << 20);
          session.output().awaitFullPipe();
          long last = 0;
          for (int i = 0; i < 50; i++) {
            last = session.newId();
            session.send(RequestBytes.hello(last, "0.1.0"));
          }
          for (int i = 0; i < 6; i++) {
            session.output().awaitFullPipe();
            session.output().readSome(4096);
          }
          session.output().resume();
          try {
            flood.end();
            session.answer(last, "an answer to hello");
          } catch (Violation _) {
            // evaluated below; a missing one is another check's concern
          }
          exact(session);
        });
    return frame;
  }

  /// A fault of another kind (no answer at all) is the concern of other checks.
  private static void flushes(Trial trial) throws Exception {
    Session session = trial.start();
    long first = session.newId();
    session.send(RequestBytes.hello(first, "0.1.0"));
    if (!arrives(session, 1)) {
      for (int i = 0; i < 20 && session.isAlive(); i++) {
        session.send(RequestBytes.hello(session.newId(), "0.1.0"));
      }
      trial.expect(
          session.output().broken().isPresent() || !arrives(session, 1),
          "the answer to hello without a further request",
          "it arrived only after further requests");
    }
  }

  private static void flushesEnds(Trial trial) throws Exception {
    Session session = trial.start();
    Run run = session.run(Ability.SUCCEED);
    if (!ends(session, run)) {
      for (int i = 0; i < 20 && session.isAlive(); i++) {
        session.send(RequestBytes.hello(session.newId(), "0.1.0"));
      }
      trial.expect(
          session.output().broken().isPresent() || !ends(session, run),
          "the end of a command without a further request",
          "it arrived only after further requests");
    }
  }

  private static boolean ends(Session session, Run run) throws InterruptedException {
    try {
      session.await(
          "an end",
          () ->
              session.answers(run.id()).stream().anyMatch(each -> each.member() == Reply.ERROR)
                      || run.events().stream().anyMatch(event -> !event.running())
                  ? ""
                  : null);
      return true;
    } catch (Violation _) {
      return false;
    }
  }

  /// Waits for a number of answers, or until none can come any more.
  private static boolean arrives(Session session, int count) throws InterruptedException {
    try {
      session.await("an answer", () -> answers(session) >= count ? "" : null);
      return true;
    } catch (Violation _) {
      return false;
    }
  }

  private static long answers(Session session) {
    return session.replies().stream().filter(reply -> !reply.isEvent()).count();
  }

  /// A session in which one answer should have arrived.
  private static Session greeted(Trial trial) throws Exception {
    Session session = trial.start();
    session.send(RequestBytes.hello(session.newId(), "0.1.0"));
    arrives(session, 1);
    return session;
  }

  /// A session in which whatever the runtime can be asked for has been done.
  private static Session worked(Trial trial) throws Exception {
    Session session = greeted(trial);
    try {
      for (Ability ability :
          List.of(Ability.SUCCEED, Ability.PRINT, Ability.FAIL, Ability.COMPLAIN)) {
        if (trial.runtime().profile().command(ability).isPresent()) {
          ended(session.run(ability));
        }
      }
      if (trial.runtime().profile().command(Ability.ECHO).isPresent()) {
        for (int size : new int[] {100, 200, 20_000}) {
          ended(session.echo(List.of("x".repeat(size))));
        }
      }
      ended(session.run(List.of("golem-check-no-such-command")));
      long last = session.newId();
      session.send(RequestBytes.hello(last, "0.1.0"));
      session.answer(last, "an answer to hello");
    } catch (Violation _) {
      // evaluated by the caller, if it is about frames
    }
    return session;
  }

  /// One command after the other: that several do not mix their frames is another check's concern.
  private static void ended(Run run) throws InterruptedException {
    if (run.answer().member() == Reply.RUN) {
      run.end();
    }
  }

  /// Text where a frame should begin.
  private static void pure(Session session) {
    byte[] rest = session.output().rest();
    if (!isText(rest) && session.output().broken().isPresent()) {
      return; // not text: a frame of a wrong length
    }
    session.expect(
        !isText(rest),
        "nothing but frames on standard output",
        "text: " + MessageText.quoted(rest));
  }

  /// The first bytes of a frame are its length and a small field number; those of a text are not.
  private static boolean isText(byte[] bytes) {
    if (bytes.length < TEXT) {
      return false;
    }
    String begin = new String(bytes, 0, TEXT, UTF_8);
    return begin.chars().allMatch(each -> (each >= ' ' && each != 0x7f) || each == '\n');
  }

  private static void exact(Session session) {
    session.expect(
        session.output().broken().isEmpty(),
        "each frame with the length of its message",
        session.output().broken().orElse(""));
    session.expect(
        session.output().rest().length == 0,
        "each frame with the length of its message",
        "bytes that are not a whole frame: " + MessageText.hex(session.output().rest()));
  }
}
