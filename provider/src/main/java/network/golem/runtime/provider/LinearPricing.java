package network.golem.runtime.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a provider bills for a preset: the counters that are reported, and a price for a unit of
/// each.
///
/// @param vector usage properties, in the order in which they are reported
/// @param coeffs a price for each of them, and the price of the activity itself last
public record LinearPricing(List<String> vector, List<BigDecimal> coeffs) {
  public LinearPricing {
    vector = List.copyOf(vector);
    coeffs = List.copyOf(coeffs);
  }

  /// As a provider puts it together: the counters of the template, and those of the descriptor that
  /// may have a price, as far as the preset has a coefficient for them, by name.
  ///
  /// @param template supervisor's and runtime's, merged
  /// @throws ProviderException if no counter is left: then a provider publishes no offer
  public static LinearPricing of(Descriptor runtime, Preset preset, OfferTemplate template)
      throws ProviderException {
    Set<String> counters = new HashSet<>();
    JsonNode own = template.property(OfferTemplate.USAGE_VECTOR);
    own.forEach(property -> counters.add(property.asString("")));
    runtime
        .counters()
        .forEach((property, counter) -> {
          if (counter.price()) {
            counters.add(property);
          }
        });
    List<String> vector =
        preset.usageCoeffs().keySet().stream().filter(counters::contains).sorted().toList();
    if (vector.isEmpty()) {
      throw new ProviderException(
          "Unsupported coefficients: the preset "
              + preset.name()
              + " prices none of "
              + counters.stream().sorted().toList()
              + ", so the provider publishes no offer; install --price sets one");
    }
    List<BigDecimal> coeffs = new ArrayList<>();
    for (String property : vector) {
      coeffs.add(Objects.requireNonNull(preset.usageCoeffs().get(property)));
    }
    coeffs.add(preset.initialPrice());
    return new LinearPricing(vector, coeffs);
  }

  /// The price of a unit: zero for what is not billed, and the sum for what is billed twice.
  public BigDecimal price(String property) {
    BigDecimal price = BigDecimal.ZERO;
    for (int i = 0; i < vector.size() && i < coeffs.size(); i++) {
      if (vector.get(i).equals(property)) {
        price = price.add(coeffs.get(i));
      }
    }
    return price;
  }

  /// What an activity costs in any case.
  public BigDecimal initialPrice() {
    return coeffs.size() > vector.size() ? coeffs.get(vector.size()) : BigDecimal.ZERO;
  }
}
