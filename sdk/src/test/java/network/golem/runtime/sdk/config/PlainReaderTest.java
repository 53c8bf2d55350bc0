package network.golem.runtime.sdk.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read without Jackson's data binding is what Jackson would read.
class PlainReaderTest {
  record Inner(double share, @Nullable Long bytes) {
    Inner() {
      this(0.5, null);
    }
  }

  record Outer(
      @Nullable String name,
      int number,
      Long large,
      boolean open,
      Optional<String> user,
      List<String> names,
      List<List<Integer>> rows,
      Map<String, Inner> inners,
      Map<String, Object> anything,
      @Nullable Object any,
      Inner inner) {
    Outer() {
      this(
          null,
          7,
          8L,
          true,
          Optional.of("u"),
          List.of("n"),
          List.of(),
          Map.of(),
          Map.of(),
          "a",
          new Inner());
    }
  }

  record Required(String name, Optional<Integer> number, @Nullable Boolean open) {}

  record Refusing(int number) {
    Refusing {
      if (number < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  record Aliased(@JsonAlias("other") String name) {}

  record Timed(Duration time) {}

  record Implementing(String name) implements Comparable<Implementing> {
    @Override
    public int compareTo(Implementing other) {
      return name.compareTo(other.name);
    }
  }

  private static <T> Optional<T> plain(Format format, String text, Class<T> type) {
    return PlainReader.read(format, text, type);
  }

  private static <T> T jackson(Format format, String text, Class<T> type) {
    return new JacksonBinder(
            Path.of("file.json"),
            warning -> {
              throw new AssertionError(warning);
            })
        .read(format, text, text, type)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "JSON | {}",
        "JSON | {\"name\": null, \"number\": 1, \"large\": 5, \"open\": false, \"user\": null}",
        "JSON | {\"large\": 5000000000, \"user\": \"ada\", \"names\": [], \"rows\": [[1, 2], []]}",
        "JSON | {\"inner\": {}, \"inners\": {\"a\": {\"share\": 1}, \"b\": {\"bytes\": 2}}}",
        "JSON | {\"anything\": {\"a\": null, \"b\": [1, 2.5, null, {\"c\": true}], \"d\": 1e3}}",
        "JSON | {\"any\": -9223372036854775808, \"anything\": {\"n\": 5000000000, \"z\": -0}}",
        "JSON | {\"name\": \"\\u00e9\\ud83d\\ude00\\n\\t\\b\\f\\r\\\\\\/\\\"é\", \"any\": -1.5e-3}",
        "JSON | {\"inner\": {\"share\": 2, \"bytes\": 3}, \"any\": [\"x\", 0.1]}",
        "YAML | name: acme~number: 16~names: [a, 'b', \"c\"]~any: 2.5~anything: {a: null, b: true}",
        "YAML | name: |~  two~  lines~anything:~  empty:~  path: /a b/c~  at: 0.0.0.0:80~  ip:"
            + " 10.0.0.1~",
        "YAML | large: -5000000000~user: don't~any: >-~  a~  b~~anything: {x-y: http://h:1/p, z:"
            + " -1}",
        "YAML | # a comment~---~inner: {share: 1.5}~...",
        "TOML | name = 'a'~number = 1~[inner]~share = 0.25~[anything]~a.b = [1, 2]~c = 'x'",
        "TOML | inners.a.bytes = 1~inners.b = {share = 1.0}~any = [1_000, 2026-01-01]",
      })
  void readsWhatJacksonReads(Format format, String written) {
    String text = written.replace('~', '\n');
    for (Class<?> type : List.of(Outer.class, Map.class)) {
      Optional<?> plain = plain(format, text, type);
      Object jackson = jackson(format, text, type);
      assertThat(plain).isPresent();
      assertThat(plain.orElseThrow()).isEqualTo(jackson).hasToString(jackson.toString());
    }
  }

  @Test
  void recordWithoutDefaults() {
    String text = "{\"name\": \"n\"}";
    assertThat(plain(Format.JSON, text, Required.class))
        .contains(new Required("n", Optional.empty(), null))
        .contains(jackson(Format.JSON, text, Required.class));
    assertThat(plain(Format.JSON, "{}", Required.class)).isEmpty();
  }

  /// Jackson reads it, warns, or says what is wrong.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "JSON | {\"unknown\": 1}",
        "JSON | {\"name\": 5}",
        "JSON | {\"number\": 1.0}",
        "JSON | {\"number\": 5000000000}",
        "JSON | {\"number\": \"1\"}",
        "JSON | {\"open\": \"true\"}",
        "JSON | {\"names\": \"a\"}",
        "JSON | {\"names\": [null]}",
        "JSON | {\"inner\": []}",
        "JSON | {\"inner\": {\"x\": 1}}",
        "JSON | {\"name\": \"a\", \"name\": \"b\"}",
        "JSON | {\"name\": \"a\"} x",
        "JSON | {\"name\": \"a\"",
        "JSON | []",
        "JSON | null",
        "JSON | {\"any\": 123456789012345678901234567890}",
        "JSON | {\"any\": 01}",
        "JSON | {\"any\": 1.}",
        "JSON | {\"any\": 1e999}",
        "JSON | {\"any\": \"\\x\"}",
        "JSON | {\"any\": \"\\u12g4\"}",
        "JSON | {\"any\": \"\\u００４１\"}",
        "JSON | {\"any\": [1,]}",
        "JSON | {\"any\": [1 2]}",
        "JSON | {\"any\" 1}",
        "JSON | {\"any\": True}",
        "JSON | {\"any\": 1,}",
        "YAML | a: [",
        "YAML | any: .inf",
        "YAML | any: yes",
        "YAML | any: 010",
        "YAML | any: 12:30",
        "YAML | any: 2026-01-01",
        "YAML | any: !!str 1",
        "YAML | {name: &n a, any: *n}",
        "YAML | 1: a",
        "YAML | name: a~name: b",
        "YAML | name: a~---~name: b",
        "TOML | name = ",
      })
  void leavesTheRestToJackson(Format format, String written) {
    assertThat(plain(format, written.replace('~', '\n'), Outer.class)).isEmpty();
  }

  /// Whatever scalar is read here, Jackson reads it as the same.
  @ParameterizedTest
  @CsvSource({"JSON, '{\"any\": ', '}'", "YAML, 'any: ', ''", "YAML, '{any: [', ']}'"})
  void readsNoScalarOtherThanJackson(Format format, String before, String after) {
    Random random = new Random(1);
    String characters = "0019.:-+eExXaAfFnNuUlLyYoO_~/ '\"\\\n\t,#&*!|>%@é";
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder scalar = new StringBuilder();
      for (int length = random.nextInt(1, 7); length > 0; length--) {
        scalar.append(characters.charAt(random.nextInt(characters.length())));
      }
      String text = before + scalar + after;
      Optional<?> plain = plain(format, text, Map.class);
      if (plain.isPresent()) {
        read++;
        Object jackson = jackson(format, text, Map.class);
        assertThat(plain.get()).as(text).isEqualTo(jackson).hasToString(jackson.toString());
      }
    }
    assertThat(read).isGreaterThan(100);
  }

  @Test
  void deeplyNestedContentIsLeftToJackson() {
    String fits = "{\"any\": " + "[".repeat(99) + "]".repeat(99) + "}";
    assertThat(plain(Format.JSON, fits, Map.class)).contains(jackson(Format.JSON, fits, Map.class));
    String tooDeep = "{\"any\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    assertThat(plain(Format.JSON, tooDeep, Map.class)).isEmpty();
    assertThat(plain(Format.YAML, tooDeep, Map.class)).isEmpty();
  }

  @Test
  void leavesOtherTypesToJackson() {
    assertThat(plain(Format.JSON, "{\"number\": -1}", Refusing.class)).isEmpty();
    assertThat(plain(Format.JSON, "{\"other\": \"a\"}", Aliased.class)).isEmpty();
    assertThat(plain(Format.JSON, "{\"time\": \"PT1S\"}", Timed.class)).isEmpty();
    assertThat(plain(Format.JSON, "{\"name\": \"a\"}", Implementing.class)).isEmpty();
    assertThat(plain(Format.JSON, "{}", String.class)).isEmpty();
  }
}
