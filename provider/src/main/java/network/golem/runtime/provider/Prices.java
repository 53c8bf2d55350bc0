package network.golem.runtime.provider;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Prices that an operator sets.
///
/// @param initial the price of the activity itself
/// @param byCounter the price of a unit, by usage property
public record Prices(Optional<BigDecimal> initial, Map<String, BigDecimal> byCounter) {
  public static final Prices NONE = new Prices(Optional.empty(), Map.of());

  /// Reads `NAME=VALUE`. The name is a counter's short name (in any case), its full usage property,
  /// or `initial`.
  public static Prices parse(List<String> words, Descriptor descriptor) throws ProviderException {
    Optional<BigDecimal> initial = Optional.empty();
    Map<String, BigDecimal> prices = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.lastIndexOf('=');
      String name = word.substring(0, Math.max(0, equals)).strip();
      BigDecimal price = price(word.substring(equals + 1).strip(), word);
      if (name.equalsIgnoreCase("initial") || name.equalsIgnoreCase("init price")) {
        initial = Optional.of(price);
      } else {
        prices.put(property(name, descriptor), price);
      }
    }
    return new Prices(initial, prices);
  }

  private static BigDecimal price(String text, String word) throws ProviderException {
    BigDecimal price;
    try {
      price = new BigDecimal(text);
    } catch (NumberFormatException _) {
      throw noPrice(word);
    }
    if (price.signum() < 0) {
      throw noPrice(word);
    }
    if (!isReadable(price)) {
      throw new ProviderException(
          "the price '"
              + word
              + "' is out of range: a provider reads prices as 64-bit floating point");
    }
    return price;
  }

  private static ProviderException noPrice(String word) {
    return new ProviderException(
        "--price must be COUNTER=NUMBER with a number of at least 0, such as requests=0.01, not '"
            + word
            + "'");
  }

  /// 64-bit floating point can represent neither `1e400` nor `1e-400`.
  private static boolean isReadable(BigDecimal price) {
    double read = price.doubleValue();
    return Double.isFinite(read) && (read != 0 || price.signum() == 0);
  }

  private static String property(String name, Descriptor descriptor) throws ProviderException {
    for (Map.Entry<String, Descriptor.Counter> counter : descriptor.counters().entrySet()) {
      boolean meant =
          counter.getKey().equals(name)
              || counter
                  .getValue()
                  .name()
                  .toLowerCase(Locale.ROOT)
                  .equals(name.toLowerCase(Locale.ROOT));
      if (meant && counter.getValue().price()) {
        return counter.getKey();
      }
      if (meant) {
        throw new ProviderException(
            "the counter " + name + " cannot have a price, according to its descriptor");
      }
    }
    TreeSet<String> known = new TreeSet<>();
    descriptor.counters().values().forEach(counter -> known.add(counter.name()));
    TreeSet<String> namesOfPrices = new TreeSet<>(known);
    namesOfPrices.addAll(descriptor.counters().keySet());
    namesOfPrices.add("initial");
    throw new ProviderException(
        "unknown counter '"
            + name
            + "'; the runtime "
            + descriptor.name()
            + " has "
            + String.join(", ", known)
            + ", and initial"
            + Suggestion.endingFor(name, namesOfPrices));
  }
}
