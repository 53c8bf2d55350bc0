package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The offer that a provider makes, step by step.
class PublishedOfferTest {
  @TempDir Path directory;

  private static OfferTemplate runtime(String properties, String constraints) throws Exception {
    return OfferTemplate.ofRuntime(
        0, "{\"properties\": " + properties + ", \"constraints\": \"" + constraints + "\"}\n");
  }

  private PublishedOffer offer(OfferTemplate runtimes, String coeffs) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("ya-a.json"),
            MadeUpProvider.descriptor("mine", "1.2.3", "a")
                .replace(
                    "\"config\"",
                    "\"properties\": {\"golem.x\": [1], \"version\": \"9\"}, \"config\""));
    Path preset =
        Files.writeString(
            directory.resolve("p.json"),
            "{\"name\": \"p\", \"exeunit-name\": \"mine\", \"initial-price\": 0.25,"
                + " \"usage-coeffs\": "
                + coeffs
                + "}");
    return PublishedOffer.of(
        Descriptor.read(file).getFirst(),
        Preset.read(preset),
        OfferTemplate.ofSupervisor().with(runtimes),
        new OfferedHardware(
            BigDecimal.valueOf(3), new BigDecimal("10.9"), new BigDecimal("73.5"), "riscv64"),
        new PublishedOffer.Node("me", "mynet"));
  }

  @Test
  void offerIsBuiltLikeAProviders() throws Exception {
    PublishedOffer offer =
        offer(
            runtime(
                "{\"golem.runtime.capabilities\": [\"manifest-support\"],"
                    + " \"golem.inf.cpu.threads\": 1, \"my\": {\"deep\": true}}",
                "(x=1)"),
            "{\"my.requests\": 0.001, \"golem.usage.cpu_sec\": 0.1, \"my.free\": 9, \"no\": 1}");

    Map<String, JsonNode> properties = offer.properties();
    assertThat(properties.get("golem.com.usage.vector"))
        .as("built-in by the supervisor, own by the descriptor; by name")
        .hasToString("[\"golem.usage.cpu_sec\",\"my.requests\"]");
    assertThat(properties.get("golem.com.pricing.model.linear.coeffs"))
        .as("the initial price is the last")
        .hasToString("[0.1,0.001,0.25]");
    assertThat(properties.get("golem.com.pricing.model")).hasToString("\"linear\"");
    assertThat(properties.get("golem.com.scheme")).hasToString("\"payu\"");
    assertThat(properties.get("golem.inf.cpu.threads")).as("the runtime's wins").hasToString("1");
    assertThat(properties.get("golem.inf.mem.gib")).hasToString("10.9");
    assertThat(properties.get("golem.inf.cpu.architecture")).hasToString("\"riscv64\"");
    assertThat(properties.get("golem.node.id.name")).hasToString("\"me\"");
    assertThat(properties.get("golem.runtime.name")).hasToString("\"mine\"");
    assertThat(properties.get("golem.runtime.version")).as("kept").hasToString("\"1.2.3\"");
    assertThat(properties.get("golem.runtime.golem.x")).hasToString("[1]");
    assertThat(properties.get("my.deep")).hasToString("true");
    assertThat(properties.get("golem.srv.caps.payload-manifest")).hasToString("true");
    assertThat(properties.get("golem.activity.caps.transfer.protocol"))
        .hasToString("[\"http\",\"https\",\"gftp\"]");
    assertThat(offer.constraints())
        .isEqualTo("(&(x=1)(&(golem.srv.comp.expiration>NOW)(golem.node.debug.subnet=mynet)))");
    assertThat(offer.toJson().get("constraints").asString()).isEqualTo(offer.constraints());
  }

  @Test
  void mergingReplacesArraysAndMergesObjects() throws Exception {
    OfferTemplate merged =
        runtime("{\"a\": {\"b\": 1, \"c\": [1, 2]}, \"d.e\": 1}", "(x=1)")
            .with(runtime("{\"a\": {\"c\": [3], \"f\": 4}, \"d\": {\"e\": 2}}", "(y=2)"));

    assertThat(merged.properties())
        .hasToString("{\"a\":{\"b\":1,\"c\":[3],\"f\":4},\"d.e\":1,\"d\":{\"e\":2}}");
    assertThat(merged.constraints()).isEqualTo("(&(x=1)(y=2))");
  }

  @Test
  void presetWithoutPricesIsNotOffered() {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> offer(runtime("{}", ""), "{\"my.free\": 1}"))
        .withMessageStartingWith(
            "Unsupported coefficients: the preset p prices none of [golem.usage");
  }

  @Test
  void failedTemplateCountsAsEmpty() throws Exception {
    assertThat(OfferTemplate.ofRuntime(1, "whatever")).isEqualTo(runtime("{}", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                             | printed nothing; expected a JSON object with properties and constraints
          {"properties": {}}                             | must print both 'properties', an object, and 'constraints', a string; it printed: {"properties": {}}
          {"constraints": ""}                            | must print both 'properties', an object, and 'constraints', a string; it printed: {"constraints": ""}
          log {"properties": {}, "constraints": ""}      | printed invalid JSON: unrecognized token 'log'
          {"properties": {}, "constraints": ""}\\nmore   | printed more than its JSON object: more
          """)
  void malformedTemplateIsRefused(String printed, String said) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> OfferTemplate.ofRuntime(0, printed.replace("\\n", "\n")))
        .withMessageStartingWith("the runtime's offer-template " + said);
  }

  @Test
  void restOfTheTemplatesLineIsIgnored() throws Exception {
    assertThat(
            OfferTemplate.ofRuntime(
                0, "{\"properties\": {\"a\": 1}, \"constraints\": \"\"} and more\n"))
        .isEqualTo(runtime("{\"a\": 1}", ""));
  }

  @Test
  void providersHardwareAndNameAreUsed() throws Exception {
    Files.writeString(
        directory.resolve("hardware.json"),
        "{\"active\": \"b\", \"profiles\": {\"a\": {}, \"b\": {\"cpu_threads\": 3, \"mem_gib\":"
            + " 10.9, \"storage_gib\": 73.5}}}");
    Files.writeString(
        directory.resolve("globals.json"),
        "{\"node_name\": \"n\", \"subnet\": \"s\", \"account\": 1}");

    String architecture = OfferedHardware.ofMachine(directory).architecture();
    assertThat(architecture).isNotEqualTo("amd64");
    assertThat(OfferedHardware.read(directory))
        .isEqualTo(
            new OfferedHardware(
                BigDecimal.valueOf(3),
                new BigDecimal("10.9"),
                new BigDecimal("73.5"),
                architecture));
    assertThat(PublishedOffer.Node.read(directory)).isEqualTo(new PublishedOffer.Node("n", "s"));
    assertThat(OfferedHardware.read(directory.resolve("none")).memoryGib()).isPositive();
    Files.writeString(directory.resolve("hardware.json"), "{\"active\": \"c\", \"profiles\": {}}");
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> OfferedHardware.read(directory))
        .withMessageEndingWith("'active' names the profile 'c', which is not one of []");
  }
}
