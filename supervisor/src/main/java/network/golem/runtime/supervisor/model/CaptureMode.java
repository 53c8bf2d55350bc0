package network.golem.runtime.supervisor.model;

import java.util.List;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.MalformedFileException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is kept of one output of a command, for its result.
///
/// @param head how many of its first bytes
/// @param tail how many of its last bytes, which may be among the first
/// @param streamed whether the first bytes are handed on as they come, too
/// @param binary whether it is shown as numbers rather than as text
public record CaptureMode(long head, long tail, boolean streamed, boolean binary) {
  private static final List<String> PARTS = List.of("head", "tail", "headTail");
  private static final long ALL = Long.MAX_VALUE;

  /// Everything, as text, streamed: what commands other than `run` have.
  public static final CaptureMode EVERYTHING = new CaptureMode(ALL, 0, true, false);

  /// Reads `{"atEnd": {"head": N}}` and its like.
  ///
  /// @param told filled with the mode as the supervisor tells of it
  static CaptureMode read(JsonFields mode, List<String> warnings, ObjectNode told)
      throws MalformedFileException {
    String kind = mode.keys().size() == 1 ? mode.keys().iterator().next() : "";
    if (!kind.equals("atEnd") && !kind.equals("stream")) {
      throw new MalformedFileException(
          mode.place() + " must have one key, atEnd or stream, not " + mode.keys());
    }
    JsonFields body = mode.withoutNull(kind).object(kind).orElseThrow();
    ObjectNode shape = told.putObject(kind);
    boolean streamed = kind.equals("stream");
    String part = streamed ? limit(body) : part(body);
    long bytes = ALL;
    JsonNode given = body.member(part);
    if (given != null) {
      bytes = UnsignedNumber.clamped(given);
      shape.set(part, given);
    }
    boolean binary = isBinary(body, shape);
    for (String key : body.keys()) {
      if (body.has(key) && !key.equals(part) && !key.equals("format")) {
        warnings.add(body.place() + ": '" + key + "' " + withoutEffect(streamed, key));
      }
    }
    return switch (part) {
      case "tail" -> new CaptureMode(0, bytes, false, binary);
      case "headTail" -> new CaptureMode(bytes - bytes / 2, bytes / 2, false, binary);
      default -> new CaptureMode(bytes, 0, streamed, binary);
    };
  }

  private static String limit(JsonFields body) throws MalformedFileException {
    JsonNode limit = body.member("limit");
    if (limit != null) {
      UnsignedNumber.check(body, "limit", limit, "a number of bytes");
    }
    return "limit";
  }

  /// The first that can be read; a node passes over the others, and over what is no number. Empty:
  /// none can, and all is kept.
  private static String part(JsonFields body) {
    return PARTS.stream()
        .filter(key -> {
          JsonNode bytes = body.member(key);
          return bytes != null && UnsignedNumber.is(bytes);
        })
        .findFirst()
        .orElse("");
  }

  /// What the requestor libraries for JavaScript (`part`) and Python (`stream`) send is among that.
  private static String withoutEffect(boolean streamed, String key) {
    return "has no effect here, on a node neither: "
        + (streamed
            ? "the most that is captured is 'limit'"
            : key.equals("part")
                ? "head, tail and headTail belong into atEnd itself"
                : "only one of head, tail and headTail has, as a number of bytes");
  }

  private static boolean isBinary(JsonFields body, ObjectNode shape) throws MalformedFileException {
    String format = body.optionalText("format").orElse(null);
    if (format == null) {
      return false;
    }
    boolean binary =
        switch (format) {
          case "str", "string" -> false;
          case "bin", "binary" -> true;
          default ->
              throw new MalformedFileException(
                  body.place() + ": 'format' must be str or bin, not '" + format + "'");
        };
    shape.put("format", binary ? "bin" : "str");
    return binary;
  }
}
