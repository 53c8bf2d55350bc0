package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A provider's presets, and the one that a build puts beside a runtime.
class PresetsTest {
  private static final String GREETER =
      """
      {
        "name": "cheap",
        "exeunit-name": "greeter",
        "pricing-model": "linear",
        "initial-price": 0.10,
        "usage-coeffs": {"golem.usage.duration_sec": 1e-4, "my.greetings": 0.1234567890123456789}
      }
      """;

  @TempDir Path directory;

  private Path file(String json) throws IOException {
    return Files.writeString(directory.resolve("presets.json"), json);
  }

  @Test
  void readsAPreset() throws Exception {
    assertThat(Preset.read(file(GREETER)))
        .isEqualTo(
            new Preset(
                "cheap",
                "greeter",
                "linear",
                new BigDecimal("0.10"),
                Map.of(
                    "golem.usage.duration_sec",
                    new BigDecimal("0.0001"),
                    "my.greetings",
                    new BigDecimal("0.1234567890123456789"))));
  }

  @Test
  void missingPricesAreZero() throws Exception {
    assertThat(Preset.read(file("{\"name\": \"free\", \"exeunit-name\": \"greeter\"}")))
        .isEqualTo(new Preset("free", "greeter", "linear", BigDecimal.ZERO, Map.of()));
  }

  @Test
  void readsPresets() throws Exception {
    Presets presets =
        Presets.read(
            file("{\"ver\": \"V1\", \"active\": [\"cheap\"], \"presets\": [" + GREETER + "]}"));
    assertThat(presets.active()).containsExactly("cheap");
    assertThat(presets.presets()).extracting(Preset::name).containsExactly("cheap");
  }

  /// Without `ver`, which the provider's own tools accept.
  @Test
  void readsTheOlderFormat() throws Exception {
    Presets presets =
        Presets.read(
            file(
                """
                {"active": ["a"], "presets": [
                  {"name": "a", "exeunit-name": "vm", "pricing-model": "linear",
                   "usage-coeffs": {"initial": 0.50, "duration": 1e-4, "cpu": 0.1}},
                  {"name": "b", "exeunit-name": "vm", "usage-coeffs": {"cpu": 0}}]}
                """));

    assertThat(presets.active()).containsExactly("a");
    assertThat(presets.presets())
        .containsExactly(
            new Preset(
                "a",
                "vm",
                "linear",
                new BigDecimal("0.50"),
                Map.of(
                    "golem.usage.duration_sec",
                    new BigDecimal("0.0001"),
                    "golem.usage.cpu_sec",
                    new BigDecimal("0.1"))),
            new Preset(
                "b",
                "vm",
                "linear",
                BigDecimal.ZERO,
                Map.of("golem.usage.cpu_sec", BigDecimal.ZERO)));
  }

  @Test
  void allFaultsAreReportedAtOnce() throws Exception {
    Path file =
        file(
            """
            {"ver": "V1", "active": null, "presets": [
              {"name": 1, "usage-coeffs": null}, {"name": "a", "exeunit-name": "b", "initial-price": null}]}
            """);

    assertThatThrownBy(() -> Presets.read(file))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e ->
                assertThat(e.sentences())
                    .containsExactly(
                        file + ", key 'presets', entry 1: 'name' must be a string, not 1",
                        file
                            + ", key 'presets', entry 1: required key 'exeunit-name' is missing (a"
                            + " string)",
                        file + ", key 'presets', entry 1: 'usage-coeffs' must not be null; omit it",
                        file
                            + ", key 'presets', entry 2: 'initial-price' must be a number, not"
                            + " null",
                        file + ": 'active' must be a list of strings, not null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                              | FILE must be an object, not a list
          {}                              | FILE: required key 'presets' is missing (a list of objects)
          {"ver": "V1", "active": []}     | FILE: required key 'presets' is missing (a list of objects)
          {"ver": "V1", "presets": []}    | FILE: required key 'active' is missing (a list of strings)
          {"ver": "V1", "active": [], "presets": null} | FILE: 'presets' must be a list of objects, not null
          {"ver": "V2"}                   | FILE: 'ver' must be V1, or missing in a file of the older shape, not 'V2'
          {"ver": ""}                     | FILE: 'ver' must be V1, or missing in a file of the older shape, not ''
          {"ver": 1}                      | FILE: 'ver' must be a string, not 1
          {"ver": null}                   | FILE: 'ver' must not be null; omit it
          {"ver": "V1", "active": ["a"], "presets": []} | FILE: 'active' names the preset 'a', which is not one of []
          {"ver": "V1", "presets": {}}    | FILE: 'presets' must be a list of objects, not an object
          {"ver": "V1", "presets": [1]}   | FILE, key 'presets', entry 1 must be an object, not 1
          {"ver": "V1", "presets": [{}]}  | FILE, key 'presets', entry 1: required key 'name' is missing (a string)
          {"active": [], "presets": [{"name": "a", "exeunit-name": "b", "usage-coeffs": {"golem.usage.cpu_sec": 1}}]} | FILE, key 'presets', entry 1, key 'usage-coeffs': in a file without 'ver', coefficients are initial, duration and cpu, not 'golem.usage.cpu_sec'; convert the file with the provider's own tools first
          ﻿{"ver": "V1"}             | FILE begins with a byte-order mark, which a node refuses; save it without one
          """)
  void malformedPresetsAreRefused(String json, String sentence) throws Exception {
    Path file = file(json);
    assertThatThrownBy(() -> Presets.read(file))
        .isInstanceOf(ProviderException.class)
        .hasMessage(sentence.replace("FILE", file.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "a"}                   | FILE: required key 'exeunit-name' is missing (a string)
          {…, "pricing-model": "auction"} | FILE: 'pricing-model' must be linear, not 'auction'
          {…, "initial-price": "1"}       | FILE: 'initial-price' must be a number, not "1"
          {…, "initial-price": null}      | FILE: 'initial-price' must be a number, not null
          {…, "initial-price": 1e400}     | FILE: 'initial-price' must be a number within the range of 64-bit floating point, not 1E+400
          {…, "usage-coeffs": null}       | FILE: 'usage-coeffs' must not be null; omit it
          {…, "usage-coeffs": {"x": null}} | FILE, key 'usage-coeffs': 'x' must be a number, not null
          {…, "usage-coeffs": {"x": -1e309}} | FILE, key 'usage-coeffs': 'x' must be a number within the range of 64-bit floating point, not -1E+309
          {…, "usage-coeffs": []}         | FILE, key 'usage-coeffs' must be an object, not a list
          {…, "usage-coeffs": {"x": {}}}  | FILE, key 'usage-coeffs': 'x' must be a number, not an object
          {…, "usage-coeffs": {"x": NaN}} | FILE, line 1, column 61: invalid JSON: non-standard token 'NaN'
          """)
  void malformedPresetIsRefused(String json, String sentence) throws Exception {
    Path file = file(json.replace("…", "\"name\": \"a\", \"exeunit-name\": \"b\""));
    assertThatThrownBy(() -> Preset.read(file))
        .isInstanceOf(ProviderException.class)
        .hasMessage(sentence.replace("FILE", file.toString()));
  }
}
