package network.golem.runtime.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Random messages, preferring boundary values.
final class Samples {
  private static final List<Long> NUMBERS =
      List.of(0L, 1L, 127L, 128L, 16_383L, 16_384L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);
  private static final List<Integer> INTEGERS =
      List.of(0, 1, 127, 128, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
  private static final List<Double> REALS =
      List.of(0.0, -0.0, 1.5, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY);
  private static final List<String> TEXTS =
      List.of("", "a", "\0", "0.1.0", "häßlich", "日本", "𝄞 😀", "\uffff", "\ufffd");

  /// A generator for each kind of message, in a fixed order.
  static final Map<Class<? extends Message>, Function<Samples, Message>> KINDS = kinds();

  private static Map<Class<? extends Message>, Function<Samples, Message>> kinds() {
    Map<Class<? extends Message>, Function<Samples, Message>> kinds = new LinkedHashMap<>();
    kinds.put(Request.Hello.class, s -> new Request.Hello(s.number(), s.text()));
    kinds.put(Request.RunProcess.class, Samples::run);
    kinds.put(
        Request.KillProcess.class,
        s -> new Request.KillProcess(s.number(), s.number(), s.integer()));
    kinds.put(Request.Shutdown.class, s -> new Request.Shutdown(s.number()));
    kinds.put(Request.CreateNetwork.class, Samples::createNetwork);
    kinds.put(Request.Unrecognized.class, s -> new Request.Unrecognized(s.number()));
    kinds.put(Response.Error.class, Samples::error);
    kinds.put(Response.Hello.class, s -> new Response.Hello(s.number(), s.text()));
    kinds.put(Response.RunProcess.class, s -> new Response.RunProcess(s.number(), s.number()));
    kinds.put(Response.KillProcess.class, s -> new Response.KillProcess(s.number()));
    kinds.put(Response.Shutdown.class, s -> new Response.Shutdown(s.number()));
    kinds.put(
        Response.CreateNetwork.class, s -> new Response.CreateNetwork(s.number(), s.endpoint()));
    kinds.put(Response.Unrecognized.class, s -> new Response.Unrecognized(s.number()));
    kinds.put(Event.ProcessStatus.class, Samples::status);
    kinds.put(Event.State.class, s -> new Event.State(s.text(), s.bytes()));
    kinds.put(Event.Counter.class, s -> new Event.Counter(s.text(), s.real()));
    kinds.put(Event.Unrecognized.class, s -> new Event.Unrecognized());
    return kinds;
  }

  private final Random random;

  Samples(Random random) {
    this.random = random;
  }

  Message message(Class<? extends Message> kind) {
    return KINDS.get(kind).apply(this);
  }

  /// A message of any kind that is sent in this direction.
  Message message(Direction direction) {
    while (true) {
      Message message = oneOf(List.copyOf(KINDS.values())).apply(this);
      if (Direction.of(message) == direction) {
        return message;
      }
    }
  }

  long number() {
    return switch (random.nextInt(4)) {
      case 0 -> (1L << (7 * random.nextInt(10))) - random.nextInt(2); // around a longer varint
      case 1 -> random.nextLong() >>> random.nextInt(64);
      default -> oneOf(NUMBERS);
    };
  }

  int integer() {
    return random.nextBoolean() ? oneOf(INTEGERS) : random.nextInt() >> random.nextInt(32);
  }

  double real() {
    return random.nextBoolean() ? oneOf(REALS) : Double.longBitsToDouble(random.nextLong());
  }

  String text() {
    return switch (random.nextInt(16)) {
      case 0 -> "x".repeat(random.nextInt(20_000));
      case 1, 2, 3 -> oneOf(TEXTS).repeat(random.nextInt(150));
      default -> oneOf(TEXTS);
    };
  }

  Bytes bytes() {
    int length =
        switch (random.nextInt(16)) {
          case 0 -> random.nextInt(70_000);
          case 1, 2, 3 -> 0;
          default -> random.nextInt(300);
        };
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> List<T> several(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      list.add(element.get());
    }
    return list;
  }

  private Map<String, String> map() {
    Map<String, String> map = new LinkedHashMap<>();
    several(this::text).forEach(key -> map.put(key, text()));
    return map;
  }

  private Message run() {
    return new Request.RunProcess(
        number(), text(), several(this::text), text(), output(), output());
  }

  private @Nullable Output output() {
    return switch (random.nextInt(3)) {
      case 0 -> null;
      case 1 -> new Output(OptionalInt.empty());
      default -> new Output(OptionalInt.of(integer()));
    };
  }

  private Message createNetwork() {
    return new Request.CreateNetwork(
        number(),
        several(() -> new Network(text(), text(), text(), text())),
        map(),
        new NetworkInterface(integer()));
  }

  private Message error() {
    return new Response.Error(number(), new ErrorCode(integer()), text(), map());
  }

  private @Nullable Endpoint endpoint() {
    return switch (random.nextInt(6)) {
      case 0 -> null;
      case 1 -> new Endpoint.UnixStream(text());
      case 2 -> new Endpoint.UnixDatagram(text());
      case 3 -> new Endpoint.UdpDatagram(text());
      case 4 -> new Endpoint.TcpListener(text());
      default -> new Endpoint.TcpStream(text());
    };
  }

  private Message status() {
    return new Event.ProcessStatus(number(), random.nextBoolean(), integer(), bytes(), bytes());
  }
}
