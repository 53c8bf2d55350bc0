package network.golem.runtime.packager;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The supervisor's side of the session that a runtime is trained by: hello, commands that print,
/// execute programs, fail and are killed, and shutdown. The requests are bytes that were known
/// before; of the answers, one word is waited for.
final class TrainingSession {
  private static final int NOOPS = 2000;
  private static final int ECHOES = 50;
  private static final int PROGRAMS = 5;
  private static final int SIGTERM = 15;
  private static final byte[] TRAINED = "trained\n".getBytes(UTF_8);

  private final OutputStream requests;
  private final InputStream answers;
  private long nextId = 2;
  private int commands;

  TrainingSession(OutputStream requests, InputStream answers) {
    this.requests = requests;
    this.answers = answers;
  }

  /// Plays it to its end.
  ///
  /// @param beforeTheEnd done when all but the shutdown has been played
  /// @return whether the runtime has done all of it
  boolean play(Runnable beforeTheEnd) {
    try {
      return playAll(beforeTheEnd);
    } catch (IOException e) {
      return false; // the runtime was ended, and its streams with it
    }
  }

  private boolean playAll(Runnable beforeTheEnd) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Message hello = new Message();
    hello.text(1, "0.1.0");
    request(all, 2, hello);
    for (int i = 0; i < NOOPS; i++) {
      run(all, "noop");
    }
    for (int i = 0; i < ECHOES; i++) {
      run(all, "echo", "a", "b");
    }
    for (int i = 0; i < PROGRAMS; i++) {
      run(all, "exec");
    }
    run(all, "flood");
    run(all, "fail");
    int counted = commands;
    run(all, "sleep");
    Message kill = new Message();
    kill.number(1, commands); // pids are counted from 1
    kill.number(2, SIGTERM);
    request(all, 11, kill);
    run(all, "finish", Integer.toString(counted));
    Thread writer =
        Thread.ofPlatform().daemon().name("requests").start(() -> send(all.toByteArray()));
    boolean trained = awaitTrained();
    beforeTheEnd.run();
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    request(last, 12, new Message());
    send(last.toByteArray());
    answers.transferTo(OutputStream.nullOutputStream());
    writer.interrupt();
    return trained;
  }

  private void send(byte[] bytes) {
    try {
      requests.write(bytes);
      requests.flush();
    } catch (IOException e) {
      // the runtime has ended, which the end of its answers shows
    }
  }

  private boolean awaitTrained() throws IOException {
    int matched = 0;
    for (int next = answers.read(); next >= 0; next = answers.read()) {
      matched = next == TRAINED[matched] ? matched + 1 : next == TRAINED[0] ? 1 : 0;
      if (matched == TRAINED.length) {
        return true;
      }
    }
    return false;
  }

  private void run(ByteArrayOutputStream out, String program, String... words) {
    Message run = new Message();
    run.text(1, program);
    run.text(2, program); // the supervisor puts the program's own name first
    for (String word : words) {
      run.text(2, word);
    }
    request(out, 10, run);
    commands++;
  }

  /// A frame: its length, the request's id, and what is asked for.
  private void request(ByteArrayOutputStream out, int kind, Message body) {
    Message request = new Message();
    request.number(1, nextId++);
    request.bytes(kind, body.toByteArray());
    byte[] bytes = request.toByteArray();
    Message.varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  /// A protobuf message.
  private static final class Message {
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void number(int field, long value) {
      varint(bytes, field << 3);
      varint(bytes, value);
    }

    void text(int field, String text) {
      bytes(field, text.getBytes(UTF_8));
    }

    void bytes(int field, byte[] content) {
      varint(bytes, (field << 3) + LENGTH_DELIMITED);
      varint(bytes, content.length);
      bytes.writeBytes(content);
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }

    static void varint(ByteArrayOutputStream out, long value) {
      long rest = value;
      while ((rest & ~127L) != 0) {
        out.write((int) ((rest & 127) + 128));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
