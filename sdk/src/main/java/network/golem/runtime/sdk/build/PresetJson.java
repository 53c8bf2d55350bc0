package network.golem.runtime.sdk.build;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import network.golem.runtime.sdk.definition.DeclaredCounter;
import network.golem.runtime.sdk.definition.Definition;

/// The preset of a runtime: one entry in the format of a provider's `presets.json`, with the prices
/// that the definition suggests.
final class PresetJson {
  private static final BigDecimal FREE = new BigDecimal("0.0");

  private PresetJson() {}

  static Map<String, Object> of(Definition definition) {
    Map<String, Object> preset = new LinkedHashMap<>();
    preset.put("name", definition.name());
    preset.put("exeunit-name", definition.name());
    preset.put("pricing-model", "linear");
    preset.put("initial-price", FREE);
    preset.put("usage-coeffs", prices(definition));
    return preset;
  }

  private static Map<String, BigDecimal> prices(Definition definition) {
    Map<String, BigDecimal> prices = new LinkedHashMap<>();
    Stream.concat(definition.pricedBuiltIns().stream(), definition.counters().stream())
        .filter(counter -> counter.price() > 0)
        .forEach(counter -> prices.put(counter.name(), decimal(counter)));
    if (prices.isEmpty()) {
      prices.put("golem.usage.duration_sec", FREE); // without any price, a provider makes no offer
    }
    return prices;
  }

  /// In plain digits, always with a decimal point: 0.0001, 2.0.
  private static BigDecimal decimal(DeclaredCounter counter) {
    BigDecimal shortest = BigDecimal.valueOf(counter.price()).stripTrailingZeros();
    return shortest.scale() < 1 ? shortest.setScale(1) : shortest;
  }
}
