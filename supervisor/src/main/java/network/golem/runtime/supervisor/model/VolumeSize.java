package network.golem.runtime.supervisor.model;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The size of a volume: how a supervisor reads it, and how it prints it for the runtime.
///
/// Both use the arithmetic of the supervisor's library, in 64-bit floating point, so that every
/// digit is the same.
record VolumeSize(BigInteger bytes) {
  /// A 64-bit integer, or a number with a unit.
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final Pattern WITH_UNIT =
      Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)\\s*(?:([kmgtp]i?)b?|b)", CASE_INSENSITIVE);
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("", 1.0),
          Map.entry("k", 1e3),
          Map.entry("m", 1e6),
          Map.entry("g", 1e9),
          Map.entry("t", 1e12),
          Map.entry("p", 1e15),
          Map.entry("ki", (double) (1L << 10)),
          Map.entry("mi", (double) (1L << 20)),
          Map.entry("gi", (double) (1L << 30)),
          Map.entry("ti", (double) (1L << 40)),
          Map.entry("pi", (double) (1L << 50)));
  private static final List<String> PRINTED = List.of("B", "KB", "MB", "GB", "TB", "PB", "EB");

  /// The natural logarithm of 1024: the library chooses the unit by powers of 1024, and divides by
  /// powers of 1000.
  private static final double STEP = 6.931471806;

  /// Empty if a supervisor would refuse it.
  static Optional<VolumeSize> of(JsonNode given) {
    return given.isString()
        ? parse(given.asString())
        : UnsignedNumber.is(given)
            ? Optional.of(new VolumeSize(given.bigIntegerValue()))
            : Optional.empty();
  }

  private static Optional<VolumeSize> parse(String text) {
    if (DIGITS.matcher(text).matches()) {
      BigInteger bytes = new BigInteger(text);
      return bytes.compareTo(UnsignedNumber.MAX) > 0
          ? Optional.empty()
          : Optional.of(new VolumeSize(bytes));
    }
    Matcher matcher = WITH_UNIT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String prefix = Objects.requireNonNullElse(matcher.group(2), "").toLowerCase(Locale.ROOT);
    double unit = Objects.requireNonNull(UNITS.get(prefix), "a prefix that the pattern has");
    double bytes = Double.parseDouble(matcher.group(1)) * unit;
    return Optional.of(
        new VolumeSize(
            Double.isInfinite(bytes)
                ? UnsignedNumber.MAX
                : new BigDecimal(bytes).toBigInteger().min(UnsignedNumber.MAX)));
  }

  /// `10GiB` becomes `10.7 GB`, `1g` becomes `1000.0 MB`, 512 becomes `512 B`.
  @Override
  public String toString() {
    if (bytes.compareTo(BigInteger.valueOf(1000)) < 0) {
      return bytes + " B";
    }
    double size = bytes.doubleValue();
    int power = Math.max(1, (int) (Math.log(size) / STEP));
    return new BigDecimal(size / Math.pow(1000, power)).setScale(1, RoundingMode.HALF_EVEN)
        + " "
        + PRINTED.get(power);
  }
}
