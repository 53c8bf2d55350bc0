package network.golem.runtime.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonTest {

  private record Point(int x, Optional<String> label) {}

  private enum Colour {
    RED
  }

  @Test
  void jsonTypesAreWrittenDirectly() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a \"b\" \\ \n\r\t \u0001 é \uD83D\uDE00");
    map.put("numbers", Arrays.asList(1, -2L, 1.5, 0.5f, new BigDecimal("1.10"), BigInteger.TEN));
    map.put("bools", new boolean[] {true, false});
    map.put("null", null);
    map.put("point", new Point(3, Optional.empty()));
    map.put("enum", Colour.RED);
    map.put("path", Path.of("/a/b"));
    map.put("char", 'c');
    map.put("empty", List.of(Map.of(), List.of(), new int[0]));

    assertThat(Json.compact(map))
        .isEqualTo(
            "{\"text\":\"a \\\"b\\\" \\\\ \\n\\r\\t \\u0001 é \uD83D\uDE00\","
                + "\"numbers\":[1,-2,1.5,0.5,1.10,10],\"bools\":[true,false],\"null\":null,"
                + "\"point\":{\"x\":3,\"label\":null},\"enum\":\"RED\",\"path\":\"/a/b\","
                + "\"char\":\"c\",\"empty\":[{},[],[]]}");
  }

  @Test
  void indentedFormIsForPeople() {
    assertThat(Json.pretty(List.of(Map.of("a", List.of(1, 2)), List.of())))
        .isEqualTo(
            """
            [
              {
                "a": [
                  1,
                  2
                ]
              },
              []
            ]\
            """);
  }

  @Test
  void otherTypesAreRefused() {
    assertThatThrownBy(() -> Json.compact(Double.NaN)).hasMessage("JSON cannot represent NaN");
    assertThatThrownBy(() -> Json.compact(List.of(new StringWriter())))
        .hasMessageStartingWith("cannot write java.io.StringWriter as JSON");
  }

  @Test
  void everyStringIsReadBackByAnotherParser() throws Exception {
    long seed = 42;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      String text = randomText(random);
      try (JsonParser parser =
          new JsonFactory().createParser(ObjectReadContext.empty(), Json.compact(text))) {
        assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
        assertThat(parser.getString()).as("text %s of seed %s", i, seed).isEqualTo(text);
      }
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(128));
        case 1 -> text.append((char) random.nextInt(0x10000)); // lone surrogates among them
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0xFFFFF));
        default -> text.append(Collections.nCopies(3, "\\\"").getFirst());
      }
    }
    return text.toString();
  }
}
