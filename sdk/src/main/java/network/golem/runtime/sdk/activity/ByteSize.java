package network.golem.runtime.sdk.activity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as requestors write them, and as the supervisor prints them again: `10GiB`, `10.7 GB`,
/// `512 B`, `1048576`.
final class ByteSize {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("b", BigDecimal.ONE),
          Map.entry("kb", BigDecimal.TEN.pow(3)),
          Map.entry("mb", BigDecimal.TEN.pow(6)),
          Map.entry("gb", BigDecimal.TEN.pow(9)),
          Map.entry("tb", BigDecimal.TEN.pow(12)),
          Map.entry("pb", BigDecimal.TEN.pow(15)),
          Map.entry("eb", BigDecimal.TEN.pow(18)),
          Map.entry("kib", BigDecimal.TWO.pow(10)),
          Map.entry("mib", BigDecimal.TWO.pow(20)),
          Map.entry("gib", BigDecimal.TWO.pow(30)),
          Map.entry("tib", BigDecimal.TWO.pow(40)),
          Map.entry("pib", BigDecimal.TWO.pow(50)),
          Map.entry("eib", BigDecimal.TWO.pow(60)));
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  /// A supervisor uses unsigned 64-bit numbers.
  private static final BigDecimal MOST_HANDED_ON = BigDecimal.TWO.pow(64);

  private ByteSize() {}

  /// The number of bytes, rounded up; at most [Long#MAX_VALUE], because a supervisor passes on up
  /// to twice as much, `18.4 EB`.
  ///
  /// @throws IllegalArgumentException if it is not a size
  static long parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (form.matches()) {
      BigDecimal unit = UNITS.get(form.group(2).toLowerCase(Locale.ROOT));
      if (unit != null) {
        BigDecimal bytes =
            new BigDecimal(form.group(1)).multiply(unit).setScale(0, RoundingMode.CEILING);
        if (bytes.compareTo(MOST_HANDED_ON) <= 0) {
          return bytes.min(MOST).longValueExact();
        }
      }
    }
    throw new IllegalArgumentException(
        "a size must be a number with B, kB, MB, GB, KiB, MiB, GiB and so on, like 1.5 GB, not '"
            + text
            + "'");
  }
}
