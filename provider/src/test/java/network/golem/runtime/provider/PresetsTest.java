package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @TempDir Path folder;

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("presets.json"), json);
  }

  @Test
  void aPreset() throws Exception {
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
  void whatIsNotSaidCostsNothing() throws Exception {
    assertThat(Preset.read(file("{\"name\": \"free\", \"exeunit-name\": \"greeter\"}")))
        .isEqualTo(new Preset("free", "greeter", "linear", BigDecimal.ZERO, Map.of()));
  }

  @Test
  void presets() throws Exception {
    Presets presets =
        Presets.read(
            file("{\"ver\": \"V1\", \"active\": [\"cheap\"], \"presets\": [" + GREETER + "]}"));
    assertThat(presets.active()).containsExactly("cheap");
    assertThat(presets.presets()).extracting(Preset::name).containsExactly("cheap");
  }

  @Test
  void noPresetsAtAll() throws Exception {
    assertThat(Presets.read(file("{\"ver\": \"V1\"}")))
        .isEqualTo(new Presets(List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                              | FILE must be an object, not a list
          {}                              | FILE: 'ver' must be V1, not 'V0': let the provider's own tools convert the file first
          {"ver": "V2"}                   | FILE: 'ver' must be V1, not 'V2': let the provider's own tools convert the file first
          {"ver": 1}                      | FILE: 'ver' must be a text, not 1
          {"ver": "V1", "active": ["a"]}  | FILE: 'active' names the preset 'a', which is not among []
          {"ver": "V1", "presets": {}}    | FILE: 'presets' must be a list of objects, not an object
          {"ver": "V1", "presets": [1]}   | FILE, key 'presets', entry 1 must be an object, not 1
          {"ver": "V1", "presets": [{}]}  | FILE, key 'presets', entry 1: 'name' is missing, a text
          """)
  void malformedPresets(String json, String sentence) throws Exception {
    Path file = file(json);
    assertThatThrownBy(() -> Presets.read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(sentence.replace("FILE", file.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "a"}                   | FILE: 'exeunit-name' is missing, a text
          {…, "pricing-model": "auction"} | FILE: 'pricing-model' must be linear, not 'auction'
          {…, "initial-price": "1"}       | FILE: 'initial-price' must be a number, not "1"
          {…, "usage-coeffs": []}         | FILE, key 'usage-coeffs' must be an object, not a list
          {…, "usage-coeffs": {"x": {}}}  | FILE, key 'usage-coeffs': 'x' must be a number, not an object
          {…, "usage-coeffs": {"x": NaN}} | FILE, line 1, column 61: this is no JSON: Non-standard token 'NaN'
          """)
  void aMalformedPreset(String json, String sentence) throws Exception {
    Path file = file(json.replace("…", "\"name\": \"a\", \"exeunit-name\": \"b\""));
    assertThatThrownBy(() -> Preset.read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(sentence.replace("FILE", file.toString()));
  }
}
