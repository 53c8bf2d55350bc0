package network.golem.runtime.supervisor.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as scripts write them: numbers with units, one after another, such as `1m 30s`.
final class HumanDuration {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
  private static final long DAY = 86_400;
  private static final long MONTH = 2_630_016;
  private static final long YEAR = 31_557_600;

  private static final Pattern PART =
      Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Zµ]+)\\s*");
  private static final Map<String, BigDecimal> SECONDS = seconds();

  private HumanDuration() {}

  private static Map<String, BigDecimal> seconds() {
    Map<String, BigDecimal> seconds = new LinkedHashMap<>();
    put(seconds, "0.000000001", "nanos", "nsec", "ns");
    put(seconds, "0.000001", "micros", "usec", "us", "µs");
    put(seconds, "0.001", "millis", "msec", "ms");
    put(seconds, "1", "seconds", "second", "secs", "sec", "s");
    put(seconds, "60", "minutes", "minute", "mins", "min", "m");
    put(seconds, "3600", "hours", "hour", "hrs", "hr", "h");
    put(seconds, "86400", "days", "day", "d");
    put(seconds, "604800", "weeks", "week", "wks", "wk", "w");
    put(seconds, String.valueOf(MONTH), "months", "month", "M");
    put(seconds, String.valueOf(YEAR), "years", "year", "yrs", "yr", "y");
    return seconds;
  }

  private static void put(Map<String, BigDecimal> seconds, String value, String... units) {
    for (String unit : units) {
      seconds.put(unit, new BigDecimal(value));
    }
  }

  /// Empty if the string is not a duration.
  static Optional<Duration> parse(String text) {
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    int end = 0;
    while (end < text.length()) {
      BigDecimal unit = part.find(end) && part.start() == end ? SECONDS.get(part.group(2)) : null;
      if (unit == null) {
        return Optional.empty();
      }
      sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    return text.isEmpty() || sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(of(sum));
  }

  private static Duration of(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
    return Duration.ofSeconds(
        whole.longValueExact(), seconds.subtract(whole).multiply(NANOS).longValue());
  }

  /// As a supervisor prints it: `1m 30s`.
  static String format(Duration time) {
    if (time.isZero()) {
      return "0s";
    }
    long days = time.getSeconds() % YEAR % MONTH / DAY;
    long months = time.getSeconds() % YEAR / MONTH;
    long years = time.getSeconds() / YEAR;
    long rest = time.getSeconds() % YEAR % MONTH % DAY;
    List<String> parts =
        List.of(
            plural(years, "year"),
            plural(months, "month"),
            plural(days, "day"),
            part(rest / 3600, "h"),
            part(rest % 3600 / 60, "m"),
            part(rest % 60, "s"),
            part(time.getNano() / 1_000_000, "ms"),
            part(time.getNano() / 1000 % 1000, "us"),
            part(time.getNano() % 1000, "ns"));
    return String.join(" ", parts.stream().filter(each -> !each.isEmpty()).toList());
  }

  private static String plural(long count, String unit) {
    return part(count, count == 1 ? unit : unit + "s");
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }
}
