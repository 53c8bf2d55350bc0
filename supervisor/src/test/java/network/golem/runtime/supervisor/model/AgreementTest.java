package network.golem.runtime.supervisor.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.golem.runtime.provider.LinearPricing;
import network.golem.runtime.provider.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The parts of an agreement that are read.
class AgreementTest {
  private static final String MINIMAL =
      """
      {"agreementId": "x", "offer": {"properties": {
        "golem.com.usage.vector": ["golem.usage.duration_sec"], "golem.inf": {}}}}
      """;

  private static final String COEFFS = "golem.com.pricing.model.linear.coeffs";
  private static final String NO_PRICES =
      "required key /offer/properties/golem/com/pricing/model/linear/coeffs is missing (a price for"
          + " each counter, and the initial price last): a node cannot compute a cost, and nothing"
          + " is billed here";

  @TempDir Path folder;

  private Agreement read(String name, String text) throws Exception {
    return Agreement.read(Files.writeString(folder.resolve(name), text));
  }

  @Test
  void minimalAgreement() throws Exception {
    assertThat(read("a.json", MINIMAL))
        .isEqualTo(
            new Agreement(
                "x",
                List.of("golem.usage.duration_sec"),
                new Agreement.Limits(Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                List.of(),
                List.of(NO_PRICES),
                false));
  }

  private static Agreement whole(String image) {
    return new Agreement(
        "0xab",
        List.of("golem.usage.duration_sec", "my.requests"),
        Optional.of(
            new LinearPricing(
                List.of("golem.usage.duration_sec", "my.requests"),
                List.of(new BigDecimal("0.1"), new BigDecimal("1.0e-30"), BigDecimal.valueOf(2)))),
        new Agreement.Limits(
            Optional.of(BigDecimal.valueOf(3)),
            Optional.of(new BigDecimal("0.5")),
            Optional.of(BigDecimal.valueOf(50))),
        Optional.of(image),
        List.of("vpn", "inet"),
        List.of(),
        false);
  }

  @Test
  void keysWithAndWithoutDots() throws Exception {
    String nested =
        """
        {"agreementId": "0xab",
         "offer": {"properties": {"golem": {
           "com": {"usage.vector": ["golem.usage.duration_sec", "my.requests"],
                   "pricing.model.linear.coeffs": [0.1, 1.0e-30, 2], "pricing.model": "linear"},
           "inf": {"cpu.threads": 3, "mem": {"gib": 0.5}},
           "inf.storage.gib": 50,
           "runtime.capabilities": ["vpn", "inet"]}}},
         "demand.properties.golem.srv.comp.task_package": "hash:sha3:ab:http://x/y"}
        """;
    assertThat(read("a.json", nested)).isEqualTo(whole("hash:sha3:ab:http://x/y"));
  }

  @Test
  void readsYaml() throws Exception {
    String yaml =
        """
        agreementId: "0xab"
        offer:
          properties:
            golem.com.usage.vector: [golem.usage.duration_sec, my.requests]
            golem.com.pricing.model: linear
            golem.com.pricing.model.linear.coeffs: [0.1, 1.0e-30, 2]
            golem.inf:
              cpu.threads: 3
              mem.gib: 0.5
              storage.gib: 50
            golem.runtime.capabilities:
              - vpn
              - inet
        demand:
          properties:
            golem.srv.comp.task_package: hash:sha3:ab:http://x/y
        """;
    assertThat(read("a.yaml", yaml)).isEqualTo(whole("hash:sha3:ab:http://x/y"));
  }

  @Test
  void explainedAgreementCanBeReadAgain() throws Exception {
    Agreement agreement = whole("hash:sha3:ab:http://x/y");
    assertThat(read("a.json", agreement.toJson())).isEqualTo(agreement);
  }

  @Test
  void valueWithKeysBelowIt() throws Exception {
    assertThat(
            DottedKeys.read(
                    Files.writeString(
                        folder.resolve("a.json"),
                        "{\"a\": 1, \"a.b\": 2, \"c.d\": 3, \"c\": 4, \"e\": [{\"f.g\": 5}]}"))
                .toString())
        .isEqualTo(
            "{\"a\":{\"@tag\":1,\"b\":2},\"c\":{\"d\":3,\"@tag\":4},\"e\":[{\"f\":{\"g\":5}}]}");
  }

  @Test
  void manifestsPayloadForThisMachineTakesPrecedence() throws Exception {
    String manifest =
        """
        {"version": "0.1.0", "payload": [
          {"platform": {"arch": "sparc", "os": "linux"}, "urls": ["http://other"], "hash": "sha3:00"},
          {"platform": {"os": "%s"}, "urls": ["http://first", "http://second"], "hash": "sha3:cd"}]}
        """
            .formatted(System.getProperty("os.name").toLowerCase(Locale.ROOT));
    String encoded = Base64.getEncoder().encodeToString(manifest.getBytes(UTF_8));
    String agreement =
        MINIMAL.replaceFirst(
            "\\{",
            "{\"demand\": {\"properties\": {\"golem.srv.comp\": {\"task_package\":"
                + " \"hash:sha3:ab:http://x\", \"payload\": \""
                + encoded
                + "\"}}},");
    assertThat(read("a.json", agreement).taskPackage()).contains("hash:sha3:cd:http://first");
  }

  @Test
  void unsupportedFeaturesCauseWarnings() throws Exception {
    String manifest = "{\"compManifest\": {\"script\": {}, \"net\": {\"inet\": {}}}}";
    String agreement =
        MINIMAL.replaceFirst(
            "\\{",
            "{\"demand\": {\"properties\": {\"golem.srv.comp.payload\": \""
                + Base64.getEncoder().encodeToString(manifest.getBytes(UTF_8))
                + "\"}},");
    assertThat(read("a.json", agreement).warnings())
        .contains(
            "the manifest restricts what scripts may do, which the desk does not check",
            "the manifest requests Internet access (inet), which the desk does not provide");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "golem.inf.mem.gib": "1"           | /offer/properties/golem/inf/mem/gib must be a number, not "1"
          "golem.runtime.capabilities": "vpn" | /offer/properties/golem/runtime/capabilities must be a list of strings, not "vpn"
          "golem.runtime.capabilities": [1]  | /offer/properties/golem/runtime/capabilities must be a list of strings, not [1]
          """)
  void ignoredValuesCauseWarnings(String property, String said) throws Exception {
    Agreement agreement =
        read("a.json", MINIMAL.replace("\"golem.inf\": {}", "\"golem.inf\": {}, " + property));
    assertThat(agreement.warnings())
        .containsExactlyInAnyOrder(NO_PRICES, said + ", and is ignored, as on a node");
    assertThat(agreement.hardware().memoryGib()).isEmpty();
    assertThat(agreement.capabilities()).isEmpty();
  }

  /// Prices that a supervisor accepts, but by which a provider cannot bill.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "%s": "x"           | /offer/properties/golem/com/pricing/model/linear/coeffs must be a list of numbers, not "x"
          "%s": [1, "2"]      | /offer/properties/golem/com/pricing/model/linear/coeffs must be a list of numbers, not [1,"2"]
          "%s": [1, 1e400]    | /offer/properties/golem/com/pricing/model/linear/coeffs must be a list of numbers, not [1,1E+400]
          "%s": [1, null]     | /offer/properties/golem/com/pricing/model/linear/coeffs must be a list of numbers, not [1,null]
          "%s": [1]           | /offer/properties/golem/com/pricing/model/linear/coeffs must have 2 prices, one for each counter of the usage vector and the initial price last, not 1
          "%s": [1, 2, 3]     | /offer/properties/golem/com/pricing/model/linear/coeffs must have 2 prices, one for each counter of the usage vector and the initial price last, not 3
          "%s": [1, 2], "golem.com.pricing.model": "square" | golem.com.pricing.model must be linear, not "square"
          "golem.com.pricing.model": "linear" | required key /offer/properties/golem/com/pricing/model/linear/coeffs is missing (a price for each counter, and the initial price last)
          """)
  void unusablePricesCauseAWarning(String properties, String said) throws Exception {
    String priced =
        MINIMAL.replace(
            "\"golem.inf\": {}", "\"golem.inf\": {}, " + properties.replace("%s", COEFFS));
    Agreement agreement = read("a.json", priced);
    assertThat(agreement.warnings())
        .containsExactly(said + ": a node cannot compute a cost, and nothing is billed here");
    assertThat(agreement.pricing()).isEmpty();
  }

  @Test
  void negativePriceCausesAWarning() throws Exception {
    String negative =
        MINIMAL.replace("\"golem.inf\": {}", "\"golem.inf\": {}, \"" + COEFFS + "\": [-0.5, 1]");
    Agreement agreement = read("a.json", negative);
    assertThat(agreement.warnings())
        .containsExactly(
            "/offer/properties/golem/com/pricing/model/linear/coeffs has a negative price, -0.5,"
                + " which lowers what is paid");
    assertThat(agreement.pricing().orElseThrow().price("golem.usage.duration_sec"))
        .isEqualByComparingTo("-0.5");
  }

  @Test
  void duplicateCounterIsBilledTwice() throws Exception {
    String twice =
        MINIMAL
            .replace("[\"golem.usage.duration_sec\"]", "[\"my.x\", \"my.x\"]")
            .replace("\"golem.inf\": {}", "\"golem.inf\": {}, \"" + COEFFS + "\": [0.1, 0.2, 5]");
    LinearPricing pricing = read("a.json", twice).pricing().orElseThrow();
    assertThat(pricing.price("my.x")).isEqualByComparingTo("0.3");
    assertThat(pricing.price("my.y")).isZero();
    assertThat(pricing.initialPrice()).isEqualByComparingTo("5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "agreementId": "x",                      | "agreementID": "x",               | required key /agreementId is missing (a string); found 'agreementID' instead of 'agreementId'
          "agreementId": "x",                      | "agreementId": 7,                 | /agreementId must be a string, not 7
          , "golem.inf": {}                        | ''                                | required key /offer/properties/golem/inf is missing (an object, which may be empty)
          "golem.com.usage.vector": ["golem.usage.duration_sec"], | ''                 | required key /offer/properties/golem/com/usage/vector is missing (a list of strings)
          ["golem.usage.duration_sec"]             | [1]                               | /offer/properties/golem/com/usage/vector must be a list of strings, not 1
          """)
  void malformedAgreementIsRefused(String part, String replacement, String said) throws Exception {
    assertThat(MINIMAL).contains(part);
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> read("a.json", MINIMAL.replace(part, replacement)))
        .withMessage(folder.resolve("a.json") + ": " + said);
  }

  @Test
  void keyInThePlaceOfAnOptionalOneIsNamed() throws Exception {
    assertThat(
            read("a.json", MINIMAL.replace("\"golem.inf\": {}", "\"golem.inf\": {\"mem.gb\": 4}"))
                .warnings())
        .contains(
            "key /offer/properties/golem/inf/mem/gib is missing (a number); found 'gb' instead of"
                + " 'gib'");
  }

  @Test
  void invalidUtf8IsRefused() throws Exception {
    Path file = Files.write(folder.resolve("a.yaml"), new byte[] {'a', ':', (byte) 0xff});
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> Agreement.read(file))
        .withMessage(file + " is not YAML: invalid UTF-8");
  }

  @Test
  void invalidYamlIsRefused() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> read("a.yaml", "a: [1"))
        .withMessage(
            folder.resolve("a.yaml")
                + ", line 1: invalid YAML: while parsing a flow sequence; expected ',' or ']', but"
                + " got <stream end>");
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> Agreement.read(folder.resolve("b.yaml")))
        .withMessage(folder.resolve("b.yaml") + " does not exist");
  }
}
