package network.golem.runtime.supervisor;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.MalformedFileException;
import tools.jackson.databind.JsonNode;

/// What is kept of one output of a command, for its result.
///
/// @param head how many of its first bytes
/// @param tail how many of its last bytes, of those behind the first
/// @param streamed whether the first bytes are handed on as they come, too
/// @param binary whether it is shown as numbers rather than as text
public record CaptureMode(long head, long tail, boolean streamed, boolean binary) {
  private static final long ALL = Long.MAX_VALUE;

  /// Everything, as text, streamed: what commands other than `run` have.
  public static final CaptureMode EVERYTHING = new CaptureMode(ALL, 0, true, false);

  /// Reads `{"atEnd": {"head": N}}` and its like.
  static CaptureMode of(JsonFields mode) throws MalformedFileException {
    List<String> kinds = Stream.of("atEnd", "stream").filter(mode::has).toList();
    if (kinds.size() != 1) {
      throw new MalformedFileException(
          mode.place() + " must have one of atEnd and stream, not " + mode.keys());
    }
    String kind = kinds.getFirst();
    JsonFields part = mode.object(kind).orElseThrow();
    boolean binary = isBinary(part.has("format") ? part : mode);
    if (kind.equals("stream")) {
      only(part, Set.of("limit", "format"));
      return new CaptureMode(count(part, "limit"), 0, true, binary);
    }
    only(part, Set.of("head", "tail", "headTail", "format"));
    List<String> parts = Stream.of("head", "tail", "headTail").filter(part::has).toList();
    if (parts.size() > 1) {
      throw new MalformedFileException(
          part.place() + " must have at most one of head, tail and headTail, not " + parts);
    }
    long bytes = parts.isEmpty() ? ALL : count(part, parts.getFirst());
    return switch (parts.isEmpty() ? "head" : parts.getFirst()) {
      case "tail" -> new CaptureMode(0, bytes, false, binary);
      case "headTail" -> new CaptureMode(bytes - bytes / 2, bytes / 2, false, binary);
      default -> new CaptureMode(bytes, 0, false, binary);
    };
  }

  private static void only(JsonFields part, Set<String> known) throws MalformedFileException {
    for (String key : part.keys()) {
      if (!known.contains(key)) {
        throw new MalformedFileException(
            part.place()
                + ": nobody knows '"
                + key
                + "', only "
                + known.stream().sorted().toList());
      }
    }
  }

  private static long count(JsonFields part, String key) throws MalformedFileException {
    JsonNode number = part.member(key);
    if (number == null) {
      return ALL;
    }
    if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
      throw part.wrong(key, "a whole number of bytes from 0 up", number);
    }
    return number.asLong();
  }

  private static boolean isBinary(JsonFields mode) throws MalformedFileException {
    String format = mode.optionalText("format").orElse("str");
    return switch (format) {
      case "str", "string" -> false;
      case "bin", "binary" -> true;
      default ->
          throw new MalformedFileException(
              mode.place() + ": 'format' must be str or bin, not '" + format + "'");
    };
  }
}
