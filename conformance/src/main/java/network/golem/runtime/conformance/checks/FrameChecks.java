package network.golem.runtime.conformance.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Violation;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;

/// Frames in both directions, before anything is known of what is in them.
final class FrameChecks {
  private static final int LARGE = 64 * 1024;
  private static final int MIB = 1024 * 1024;
  private static final int SHORTEST = 4;
  private static final int TEXT = 3;
  private static final int PART = 10_000;
  private static final Duration BETWEEN = Duration.ofMillis(50);

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
          if (!session.replies().isEmpty()) {
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
    frame
        .check("split", "Reads requests whose bytes arrive one at a time", "FRAME-5")
        .by(trial -> {
          Session session = trial.start();
          long id = session.newId();
          byte[] bytes = RequestBytes.frame(RequestBytes.hello(id, "0.1.0"));
          for (byte each : bytes) {
            session.sendRaw(new byte[] {each}, "a part of hello");
          }
          session.answer(id, "an answer to a hello in pieces");
        });
    frame
        .check("joined", "Reads several requests that arrive at once", "FRAME-5")
        .by(trial -> {
          Session session = trial.start();
          List<Long> ids = IntStream.range(0, 5).mapToObj(_ -> session.newId()).toList();
          session.sendRaw(
              joined(ids.stream().map(id -> RequestBytes.hello(id, "0.1.0")).toList()),
              "five hellos at once");
          for (long id : ids) {
            session.answer(id, "an answer to each of five hellos that arrive at once");
          }
        });
    frame
        .check("split.large", "Reads a large request that arrives in pieces", "FRAME-5", "FRAME-6")
        .by(trial -> {
          Session session = trial.start();
          long id = session.newId();
          byte[] bytes = RequestBytes.frame(RequestBytes.hello(id, "v".repeat(5 * PART)));
          for (int i = 0; i < bytes.length; i += PART) {
            byte[] part = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + PART));
            session.sendRaw(part, "a part of a large hello");
            session.awaitOutputEnd(BETWEEN); // so that it has been read before the next part
          }
          session.answer(id, "an answer to a large hello");
        });
    for (int size : new int[] {128, 300, 20_000}) {
      frame
          .check("length." + size, "Reads a length of more than one byte", "FRAME-6")
          .by(trial -> {
            Session session = trial.start();
            session.hello("v".repeat(size));
            session.hello();
          });
    }
    frame
        .check("large", "Reads a request of 1 MiB", "FRAME-9")
        .after("frame.split.large", "frame.length.128")
        .by(trial -> {
          Session session = trial.session();
          session.hello("v".repeat(MIB));
          session.hello();
        });
    for (int bytes : new int[] {2, 3, 5, 10}) {
      frame
          .check(
              "long-length." + bytes,
              "Reads a length that has more bytes than it needs",
              "FRAME-10")
          .after("frame.length.128")
          .by(trial -> {
            Session session = trial.session();
            long id = session.newId();
            session.sendRaw(
                RequestBytes.frame(RequestBytes.hello(id, "0.1.0"), bytes),
                "hello with a length of " + bytes + " bytes");
            session.answer(id, "an answer to a hello whose length has more bytes than it needs");
          });
    }
    byte[] endless = new byte[12];
    Arrays.fill(endless, (byte) 0xff);
    Map<String, byte[]> garbage =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(
                Map.of(
                    "endless", endless,
                    "absurd",
                        new byte[] {
                          (byte) 0xff,
                          (byte) 0xff,
                          (byte) 0xff,
                          (byte) 0xff,
                          (byte) 0xff,
                          (byte) 0xff,
                          0x7f
                        },
                    "message", new byte[] {0x04, 0x0a, (byte) 0xff, 0x01, 0x02})));
    new TreeMap<>(garbage)
        .forEach((name, bytes) -> {
          frame
              .check("garbage." + name, "Ends the session if the input is not frames", "FRAME-11")
              .after("frame.length.128")
              .by(trial -> {
                Session session = trial.session();
                session.sendRaw(bytes, "no frame");
                session.exit("after input that is not a frame");
              });
          frame
              .check("garbage." + name + ".said", "Says that the input is not frames", "FRAME-11")
              .after("frame.garbage." + name)
              .by(trial -> {
                Session session = trial.session();
                String before = session.stderr();
                session.sendRaw(bytes, "no frame");
                session.exit("after input that is not a frame");
                boolean said =
                    Trial.eventually(
                        () -> session.stderr().length() > before.length(), Duration.ofSeconds(2));
                trial.expect(said, "a sentence on standard error", "nothing");
              });
        });
    frame
        .check("end", "Ends if the input ends inside a frame", "FRAME-12")
        .by(trial -> {
          Session session = trial.session();
          byte[] bytes = RequestBytes.frame(RequestBytes.hello(session.newId(), "0.1.0"));
          session.sendRaw(Arrays.copyOf(bytes, bytes.length - 3), "a part of hello");
          session.closeInput();
          session.exit("after the input has ended inside a frame");
        });
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
    return frame;
  }

  static byte[] joined(List<byte[]> messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    messages.forEach(message -> all.writeBytes(RequestBytes.frame(message)));
    return all.toByteArray();
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
          session.broken().isPresent() || !arrives(session, 1),
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
          session.broken().isPresent() || !ends(session, run),
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

  /// Waits for a number of frames, or until none can come any more.
  private static boolean arrives(Session session, int count) throws InterruptedException {
    try {
      session.await("a frame", () -> session.replies().size() >= count ? "" : null);
      return true;
    } catch (Violation _) {
      return false;
    }
  }

  /// A session in which one frame should have arrived.
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
    byte[] rest = session.rest();
    if (!isText(rest) && session.broken().isPresent()) {
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
        session.broken().isEmpty(),
        "each frame with the length of its message",
        session.broken().orElse(""));
    session.expect(
        session.rest().length == 0,
        "each frame with the length of its message",
        "bytes that are not a whole frame: " + MessageText.hex(session.rest()));
  }
}
