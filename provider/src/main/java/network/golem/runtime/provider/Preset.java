package network.golem.runtime.provider;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A runtime's prices at a provider.
///
/// @param exeunitName the descriptor's name
/// @param initialPrice the price of the activity itself
/// @param usageCoeffs the price of one unit, by usage property
public record Preset(
    String name,
    String exeunitName,
    String pricingModel,
    BigDecimal initialPrice,
    Map<String, BigDecimal> usageCoeffs) {

  static final String COEFFS = "usage-coeffs";
  static final String OLDER_INITIAL = "initial";

  /// The current names of the older format's coefficients.
  static final Map<String, String> OLDER_COEFFS =
      Map.of("duration", "golem.usage.duration_sec", "cpu", "golem.usage.cpu_sec");

  private static final String LINEAR = "linear";

  /// A preset without prices, named like its runtime.
  public static Preset free(String runtime) {
    return new Preset(runtime, runtime, LINEAR, BigDecimal.ZERO, Map.of());
  }

  /// This preset with an operator's prices in the place of its own.
  public Preset with(Prices prices) {
    Map<String, BigDecimal> coeffs = new LinkedHashMap<>(usageCoeffs);
    coeffs.putAll(prices.byCounter());
    return new Preset(
        name, exeunitName, pricingModel, prices.initial().orElse(initialPrice), coeffs);
  }

  /// The preset that a build puts next to a runtime: one entry in the form of a provider's
  /// `presets.json`.
  public static Preset read(Path file) throws ProviderException {
    return of(JsonFile.object(file));
  }

  static Preset of(JsonFields fields) throws ProviderException {
    return of(fields, false);
  }

  /// A preset in a file without `ver`, in which the initial price is a coefficient, and
  /// coefficients have short names.
  static Preset ofOlderShape(JsonFields fields) throws ProviderException {
    return of(fields, true);
  }

  private static Preset of(JsonFields fields, boolean older) throws ProviderException {
    Faults faults = new Faults();
    String name = faults.read("", () -> fields.text("name"));
    String runtime = faults.read("", () -> fields.text("exeunit-name"));
    String model = faults.read(LINEAR, () -> model(fields));
    Map<String, BigDecimal> coeffs =
        faults.read(Map.of(), () -> fields.withoutNull(COEFFS).decimalsByKey(COEFFS));
    BigDecimal initial =
        older
            ? coeffs.getOrDefault(OLDER_INITIAL, BigDecimal.ZERO)
            : faults.read(BigDecimal.ZERO, () -> fields.decimal("initial-price"));
    Map<String, BigDecimal> named =
        older ? faults.read(Map.of(), () -> renamed(coeffs, fields)) : coeffs;
    faults.check();
    return new Preset(name, runtime, model, initial, named);
  }

  private static String model(JsonFields fields) throws ProviderException {
    String model = fields.optionalText("pricing-model").orElse(LINEAR);
    if (!model.equals(LINEAR)) {
      throw new ProviderException(
          fields.place() + ": 'pricing-model' must be linear, not '" + model + "'");
    }
    return model;
  }

  private static Map<String, BigDecimal> renamed(Map<String, BigDecimal> coeffs, JsonFields fields)
      throws ProviderException {
    Map<String, BigDecimal> renamed = new LinkedHashMap<>();
    for (Map.Entry<String, BigDecimal> coeff : coeffs.entrySet()) {
      String property = OLDER_COEFFS.get(coeff.getKey());
      if (property != null) {
        renamed.put(property, coeff.getValue());
      } else if (!coeff.getKey().equals(OLDER_INITIAL)) {
        throw new ProviderException(
            fields.place()
                + ", key '"
                + COEFFS
                + "': in a file without 'ver', coefficients are initial, duration and cpu, not '"
                + coeff.getKey()
                + "'; convert the file with the provider's own tools first");
      }
    }
    return renamed;
  }
}
