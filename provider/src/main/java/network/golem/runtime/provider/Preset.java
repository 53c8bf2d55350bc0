package network.golem.runtime.provider;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;

/// What a provider offers a runtime for.
///
/// @param exeunitName the descriptor's name
/// @param initialPrice what an activity costs in any case
/// @param usageCoeffs the price of a unit, by usage property
public record Preset(
    String name,
    String exeunitName,
    String pricingModel,
    BigDecimal initialPrice,
    Map<String, BigDecimal> usageCoeffs) {

  private static final String LINEAR = "linear";

  /// The preset that a build puts beside a runtime: one entry in the shape of a provider's
  /// `presets.json`.
  public static Preset read(Path file) throws MalformedFileException {
    return of(JsonFile.object(file));
  }

  static Preset of(JsonFields fields) throws MalformedFileException {
    String model = fields.optionalText("pricing-model").orElse(LINEAR);
    if (!model.equals(LINEAR)) {
      throw new MalformedFileException(
          fields.place() + ": 'pricing-model' must be linear, not '" + model + "'");
    }
    return new Preset(
        fields.text("name"),
        fields.text("exeunit-name"),
        model,
        fields.decimal("initial-price"),
        fields.decimalsByKey("usage-coeffs"));
  }
}
