package network.golem.runtime.conformance.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;

/// A command that has been requested in a session, with everything that the runtime has said of it.
public final class Run {
  private final Session session;
  private final long id;
  private final List<String> words;

  Run(Session session, long id, List<String> words) {
    this.session = session;
    this.id = id;
    this.words = List.copyOf(words);
  }

  public long id() {
    return id;
  }

  /// Waits for the answer, whatever it is.
  public Reply answer() throws InterruptedException {
    return session.answer(id, "an answer to the run of " + this);
  }

  /// Waits for the pid in the answer.
  ///
  /// @throws Violation if the command is refused
  public long pid() throws InterruptedException {
    Reply answer = answer();
    session.expect(answer.member() == Reply.RUN, "the run of " + this + " to be accepted", answer);
    return answer.pid();
  }

  /// Waits for its end.
  ///
  /// @return the event
  public Reply end() throws InterruptedException {
    return session.await(
        "the end of " + this + " (`running` false)",
        () ->
            session.eventsOf(this).stream()
                .filter(event -> !event.running())
                .findFirst()
                .orElse(null));
  }

  /// Waits for its end, and for the answer that must not be missing.
  ///
  /// @return the exit code
  public int code() throws InterruptedException {
    pid();
    return end().returnCode();
  }

  /// Waits for its end.
  ///
  /// @throws Violation if its exit code is not 0
  public Run succeeds() throws InterruptedException {
    int code = code();
    session.expect(code == 0, "exit code 0 of " + this, "exit code " + code);
    return this;
  }

  /// Waits until it has printed this.
  public Run awaitStdout(String part) throws InterruptedException {
    session.await(
        "output " + MessageText.quoted(part.getBytes(UTF_8)) + " of " + this,
        () -> stdout().contains(part) ? part : null);
    return this;
  }

  /// Waits for an event.
  public Reply awaitEvent() throws InterruptedException {
    return session.await(
        "an event of " + this,
        () -> session.eventsOf(this).isEmpty() ? null : session.eventsOf(this).getFirst());
  }

  /// Its events until now.
  public List<Reply> events() {
    return session.eventsOf(this);
  }

  /// What it has printed until now.
  public byte[] stdoutBytes() {
    return joined(Reply::stdout);
  }

  public String stdout() {
    return new String(stdoutBytes(), UTF_8);
  }

  public byte[] stderrBytes() {
    return joined(Reply::stderr);
  }

  public String stderr() {
    return new String(stderrBytes(), UTF_8);
  }

  private byte[] joined(Function<Reply, byte[]> output) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    events().forEach(event -> all.writeBytes(output.apply(event)));
    return all.toByteArray();
  }

  /// The command, as it was requested.
  @Override
  public String toString() {
    String shown = session.trial().named(words);
    return "'" + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown) + "'";
  }
}
