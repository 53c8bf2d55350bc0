package network.golem.runtime.conformance.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One frame from a runtime. Nothing that the runtime did wrong is corrected or hidden.
public final class Reply {
  public static final int ERROR = 3;
  public static final int HELLO = 4;
  public static final int RUN = 10;
  public static final int KILL = 11;
  public static final int SHUTDOWN = 12;
  public static final int STATUS = 20;
  public static final int RT_STATUS = 21;
  public static final int NETWORK = 30;

  private static final Map<Integer, String> MEMBERS =
      new TreeMap<>(
          Map.of(
              ERROR,
              "error",
              HELLO,
              "hello",
              RUN,
              "run",
              KILL,
              "kill",
              SHUTDOWN,
              "shutdown",
              STATUS,
              "status",
              RT_STATUS,
              "rt_status",
              NETWORK,
              "network"));

  private final long nanos;
  private final byte[] raw;
  private final int start;
  private final RawMessage message;
  private final List<Integer> members;

  private Reply(long nanos, byte[] raw, int start, RawMessage message, List<Integer> members) {
    this.nanos = nanos;
    this.raw = raw;
    this.start = start;
    this.message = message;
    this.members = members;
  }

  /// @param nanos when it arrived
  /// @param raw with its length
  /// @param start the number of bytes of the length
  static Reply of(long nanos, byte[] raw, int start) throws MalformedMessageException {
    RawMessage message = RawMessage.parse(raw, start, raw.length);
    List<Integer> members =
        message.fields().stream()
            .map(RawMessage.Field::number)
            .filter(MEMBERS::containsKey)
            .distinct()
            .toList();
    Reply reply = new Reply(nanos, raw, start, message, members);
    for (int member : reply.members()) {
      RawMessage inner = reply.message.message(member);
      if (member == RT_STATUS) {
        inner.message(1);
        inner.message(2);
      }
    }
    return reply;
  }

  /// When it arrived.
  public long nanos() {
    return nanos;
  }

  /// The number of its bytes, with its length.
  public int size() {
    return raw.length;
  }

  /// The members of the oneof, in the order of the wire.
  public List<Integer> members() {
    return members;
  }

  /// The name of a member of the oneof.
  public static String name(int member) {
    return MEMBERS.getOrDefault(member, "nothing");
  }

  /// Whether the flag is set.
  public boolean event() {
    return message.number(1) != 0;
  }

  public long id() {
    return message.number(2);
  }

  /// The member that counts, or 0.
  public int member() {
    return members.isEmpty() ? 0 : members.getLast();
  }

  /// What it is by its member, whatever its flag says: a violation of the flag shows itself in one
  /// check, and not in all.
  public boolean isEvent() {
    return member() == STATUS || member() == RT_STATUS;
  }

  public boolean isStatus() {
    return member() == STATUS;
  }

  private RawMessage body() {
    try {
      return message.message(member());
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e); // it has been parsed before
    }
  }

  /// The pid of a status, or of the answer to a run.
  public long pid() {
    return body().number(1);
  }

  public boolean running() {
    return body().number(2) != 0;
  }

  public int returnCode() {
    return (int) body().number(3);
  }

  public byte[] stdout() {
    return body().bytes(4);
  }

  public byte[] stderr() {
    return body().bytes(5);
  }

  public int stdoutLength() {
    return body().length(4);
  }

  public String version() {
    return body().string(1);
  }

  public int errorCode() {
    return (int) body().number(1);
  }

  public String errorMessage() {
    return body().string(2);
  }

  /// The kind of endpoint, by its field number, or 0.
  public int endpointKind() {
    for (int kind = 1; kind <= 5; kind++) {
      if (body().has(kind)) {
        return kind;
      }
    }
    return 0;
  }

  public String endpoint() {
    return body().string(endpointKind());
  }

  public boolean isCounter() {
    return member() == RT_STATUS && body().has(2);
  }

  public boolean isState() {
    return member() == RT_STATUS && body().has(1);
  }

  /// Of a counter or a state.
  public String name() {
    return kind().string(1);
  }

  public double value() {
    return Double.longBitsToDouble(
        kind().last(2, RawMessage.FIXED64).map(RawMessage.Field::value).orElse(0L));
  }

  public byte[] stateValue() {
    return kind().bytes(2);
  }

  private RawMessage kind() {
    try {
      return body().message(isCounter() ? 2 : 1);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Strings that are not UTF-8, which no protobuf library accepts.
  public List<String> invalidStrings() {
    List<String> invalid = new ArrayList<>();
    RawMessage body = body();
    switch (member()) {
      case ERROR -> {
        invalid(body, 2, "error.message", invalid);
        for (RawMessage.Field field : body.fields()) {
          if (field.number() == 3 && field.type() == RawMessage.LENGTH_DELIMITED) {
            try {
              invalid(body.message(field), 1, "error.context", invalid);
              invalid(body.message(field), 2, "error.context", invalid);
            } catch (MalformedMessageException e) {
              invalid.add("error.context: " + e.reason());
            }
          }
        }
      }
      case HELLO -> invalid(body, 1, "hello.version", invalid);
      case RT_STATUS -> invalid(kind(), 1, isCounter() ? "counter.name" : "state.name", invalid);
      case NETWORK -> invalid(body, endpointKind(), "network.endpoint", invalid);
      default -> {}
    }
    return invalid;
  }

  private static void invalid(RawMessage in, int number, String name, List<String> invalid) {
    if (in.last(number, RawMessage.LENGTH_DELIMITED)
        .filter(field -> !in.isUtf8(field))
        .isPresent()) {
      invalid.add(name);
    }
  }

  @Override
  public String toString() {
    return MessageText.response(raw, start, raw.length);
  }

  public String hex() {
    return MessageText.hex(raw);
  }
}
