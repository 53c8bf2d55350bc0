package network.golem.runtime.conformance.checks;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.TrialFiles;
import network.golem.runtime.conformance.wire.RequestBytes;

/// Frames that a runtime reads.
final class RequestFrameChecks {
  private static final int MIB = 1024 * 1024;
  private static final int PART = 10_000;
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private RequestFrameChecks() {}

  static void addTo(Group frame) {
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
                long before = said(trial, session);
                session.sendRaw(bytes, "no frame");
                session.exit("after input that is not a frame");
                boolean said =
                    Trial.eventually(() -> said(trial, session) > before, Duration.ofSeconds(2));
                trial.expect(said, "a sentence on standard error or in logs/", "nothing");
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
  }

  /// How much a runtime has said outside of the protocol.
  private static long said(Trial trial, Session session) {
    long logged = 0;
    for (Path file : TrialFiles.below(trial.workdir().resolve("logs"))) {
      logged += Files.isRegularFile(file) ? file.toFile().length() : 0;
    }
    return logged + session.stderr().length();
  }

  static byte[] joined(List<byte[]> messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    messages.forEach(message -> all.writeBytes(RequestBytes.frame(message)));
    return all.toByteArray();
  }
}
