package network.golem.runtime.sdk.logging;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;

/// Times as strings, without the JDK's formatters, which take longer to make than a first line to
/// write.
final class TimeText {
  private TimeText() {}

  /// As [Instant#toString()] has it, to the millisecond: `2026-02-03T04:05:06.007Z`.
  static String ofLine(Instant time) {
    int millis = time.get(ChronoField.MILLI_OF_SECOND);
    return (millis == 0 ? of(time) : of(time) + "." + padded(millis, 3)) + "Z";
  }

  /// As the name of a file can have it: `2026-02-03_04-05-06`.
  static String ofFile(Instant time) {
    return of(time).replace('T', '_').replace(':', '-');
  }

  private static String of(Instant time) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, UTC);
    return local.toLocalDate()
        + "T"
        + padded(local.getHour(), 2)
        + ":"
        + padded(local.getMinute(), 2)
        + ":"
        + padded(local.getSecond(), 2);
  }

  private static String padded(int number, int digits) {
    String text = Integer.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }
}
