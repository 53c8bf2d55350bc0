package network.golem.runtime.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Messages in protobuf's text format, on one line and shortened, for people.
public final class MessageText {
  private static final int LONGEST = 96;

  /// Message, field number, field name, and its type: a message's name, `string`, `bytes` or a
  /// number.
  private static final String SCHEMA =
      """
      Request 1 id uint
      Request 2 hello Hello
      Request 10 run RunRequest
      Request 11 kill Kill
      Request 12 shutdown Empty
      Request 30 network NetworkRequest
      RunRequest 1 bin string
      RunRequest 2 args string
      RunRequest 3 work_dir string
      RunRequest 4 stdout Output
      RunRequest 5 stderr Output
      Output 2 at_end uint
      Kill 1 pid uint
      Kill 2 signal int
      NetworkRequest 1 networks Network
      NetworkRequest 2 hosts Entry
      NetworkRequest 3 interface int
      Network 1 addr string
      Network 2 gateway string
      Network 3 mask string
      Network 4 if_addr string
      Response 1 event bool
      Response 2 id uint
      Response 3 error Error
      Response 4 hello Hello
      Response 10 run RunResponse
      Response 11 kill Empty
      Response 12 shutdown Empty
      Response 20 status Status
      Response 21 rt_status RuntimeStatus
      Response 30 network NetworkResponse
      Error 1 code int
      Error 2 message string
      Error 3 context Entry
      Entry 1 key string
      Entry 2 value string
      Hello 1 version string
      RunResponse 1 pid uint
      Status 1 pid uint
      Status 2 running bool
      Status 3 return_code int
      Status 4 stdout bytes
      Status 5 stderr bytes
      RuntimeStatus 1 state State
      RuntimeStatus 2 counter Counter
      State 1 name string
      State 2 value bytes
      Counter 1 name string
      Counter 2 value double
      NetworkResponse 1 unix_stream string
      NetworkResponse 2 unix_datagram string
      NetworkResponse 3 udp_datagram string
      NetworkResponse 4 tcp_listener string
      NetworkResponse 5 tcp_stream string
      """;

  private static final Map<String, Known> KNOWN = new HashMap<>();

  static {
    SCHEMA
        .lines()
        .map(line -> line.split(" "))
        .forEach(words -> KNOWN.put(words[0] + " " + words[1], new Known(words[2], words[3])));
  }

  private record Known(String name, String type) {}

  private MessageText() {}

  /// A request, without its length.
  public static String request(byte[] message) {
    return text("Request", message, 0, message.length);
  }

  static String response(byte[] frame, int from, int to) {
    return text("Response", frame, from, to);
  }

  private static String text(String type, byte[] bytes, int from, int to) {
    try {
      StringBuilder text = new StringBuilder();
      write(type, RawMessage.parse(bytes, from, to), text);
      return text.toString().strip();
    } catch (MalformedMessageException e) {
      return "not a " + type + ": " + e.reason();
    }
  }

  private static void write(String type, RawMessage message, StringBuilder text)
      throws MalformedMessageException {
    for (RawMessage.Field field : message.fields()) {
      Known known =
          KNOWN.getOrDefault(
              type + " " + field.number(), new Known(String.valueOf(field.number()), "unknown"));
      text.append(known.name());
      if (field.type() == RawMessage.VARINT) {
        text.append(": ").append(number(known.type(), field.value())).append(' ');
      } else if (field.type() == RawMessage.FIXED64) {
        text.append(": ").append(Double.longBitsToDouble(field.value())).append(' ');
      } else if (Character.isUpperCase(known.type().charAt(0))) {
        text.append(" { ");
        write(known.type(), message.message(field), text);
        text.append("} ");
      } else {
        text.append(": ").append(quoted(message.bytes(field))).append(' ');
      }
    }
  }

  private static String number(String type, long value) {
    return switch (type) {
      case "bool" -> value == 0 ? "false" : "true";
      case "int" -> Integer.toString((int) value);
      default -> Long.toUnsignedString(value);
    };
  }

  /// A string in quotes, shortened, with escapes for what cannot be shown.
  public static String quoted(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    String decoded = new String(bytes, 0, Math.min(bytes.length, LONGEST), UTF_8);
    for (int i = 0; i < decoded.length(); i++) {
      char each = decoded.charAt(i);
      switch (each) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> {
          if (each < ' ' || each == 0x7f) {
            text.append(String.format(Locale.ROOT, "\\x%02x", (int) each));
          } else {
            text.append(each);
          }
        }
      }
    }
    text.append('"');
    return bytes.length > LONGEST ? text + "… (" + bytes.length + " bytes)" : text.toString();
  }

  /// Bytes in hexadecimal, shortened.
  public static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(bytes.length, LONGEST); i++) {
      text.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%02x", bytes[i]));
    }
    return bytes.length > LONGEST ? text + " … (" + bytes.length + " bytes)" : text.toString();
  }
}
