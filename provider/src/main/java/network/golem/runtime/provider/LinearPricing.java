package network.golem.runtime.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The pricing of a preset: the counters that are reported, and the price of one unit of each.
///
/// @param vector the usage properties, in the order in which they are reported
/// @param coeffs the price of each, followed by the price of the activity itself
public record LinearPricing(List<String> vector, List<BigDecimal> coeffs) {
  public LinearPricing {
    vector = List.copyOf(vector);
    coeffs = List.copyOf(coeffs);
  }

  /// The pricing as a provider determines it: of the counters of the template, and those of the
  /// descriptor that may have a price, the ones for which the preset has a coefficient, sorted by
  /// name.
  ///
  /// @param template the templates of supervisor and runtime, merged
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

  /// The price of one unit: zero if the counter is not billed, and the sum if it is billed twice.
  public BigDecimal price(String property) {
    BigDecimal price = BigDecimal.ZERO;
    for (int i = 0; i < vector.size() && i < coeffs.size(); i++) {
      if (vector.get(i).equals(property)) {
        price = price.add(coeffs.get(i));
      }
    }
    return price;
  }

  /// The price of the activity itself.
  public BigDecimal initialPrice() {
    return coeffs.size() > vector.size() ? coeffs.get(vector.size()) : BigDecimal.ZERO;
  }
}
