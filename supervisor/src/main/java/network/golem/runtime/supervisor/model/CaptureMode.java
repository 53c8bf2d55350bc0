package network.golem.runtime.supervisor.model;

import java.util.List;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.Suggestion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How much of one output is captured.
///
/// @param head the number of bytes to keep from the beginning
/// @param tail the number of bytes to keep from the end; they may overlap with the beginning
/// @param streamed whether the beginning is also sent in events as it arrives
/// @param binary whether the output is reported as an array of numbers instead of a string
public record CaptureMode(long head, long tail, boolean streamed, boolean binary) {
  private static final List<String> PARTS = List.of("head", "tail", "headTail");
  private static final long ALL = Long.MAX_VALUE;

  /// Everything, as a string, streamed: the mode of commands other than `run`.
  public static final CaptureMode EVERYTHING = new CaptureMode(ALL, 0, true, false);

  /// Reads an object such as `{"atEnd": {"head": N}}`.
  ///
  /// @param told receives the mode as the supervisor reports it
  static CaptureMode read(JsonFields mode, List<String> warnings, ObjectNode told)
      throws ProviderException {
    String kind = mode.keys().size() == 1 ? mode.keys().iterator().next() : "";
    if (!kind.equals("atEnd") && !kind.equals("stream")) {
      throw new ProviderException(
          mode.place()
              + " must have one key, atEnd or stream, not "
              + mode.keys()
              + Suggestion.endingFor(kind, List.of("atEnd", "stream")));
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

  private static String limit(JsonFields body) throws ProviderException {
    JsonNode limit = body.member("limit");
    if (limit != null) {
      UnsignedNumber.check(body, "limit", limit, "a number of bytes");
    }
    return "limit";
  }

  /// The first key with a valid number. A node ignores the other keys, and values that are not
  /// numbers. Empty if there is none: then everything is kept.
  private static String part(JsonFields body) {
    return PARTS.stream()
        .filter(key -> {
          JsonNode bytes = body.member(key);
          return bytes != null && UnsignedNumber.is(bytes);
        })
        .findFirst()
        .orElse("");
  }

  /// The requestor libraries for JavaScript (`part`) and Python (`stream`) send such keys.
  private static String withoutEffect(boolean streamed, String key) {
    return "has no effect, as on a node: "
        + (streamed
            ? "'limit' sets the maximum"
            : key.equals("part")
                ? "head, tail and headTail belong in atEnd itself"
                : "only one of head, tail and headTail counts, if it is a number of bytes");
  }

  private static boolean isBinary(JsonFields body, ObjectNode shape) throws ProviderException {
    String format = body.optionalText("format").orElse(null);
    if (format == null) {
      return false;
    }
    boolean binary =
        switch (format) {
          case "str", "string" -> false;
          case "bin", "binary" -> true;
          default ->
              throw new ProviderException(
                  body.place() + ": 'format' must be str or bin, not '" + format + "'");
        };
    shape.put("format", binary ? "bin" : "str");
    return binary;
  }
}
