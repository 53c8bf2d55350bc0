package network.golem.runtime.sdk.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.sdk.definition.EncodedFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is set without picocli equals what picocli sets.
class PlainOptionsTest {
  private static final int MOST_WORDS = 3;

  static class Base {
    @Option(names = "--greeting", defaultValue = "Hello, & goodbye = 100 % ünd ' \" $")
    String odd = "first";

    @Option(names = "--words", defaultValue = "Hello, & goodbye = 100 % ünd ' \"")
    String words = "first";
  }

  static class Plain {
    @Option(names = "--greeting", defaultValue = "Hello, & goodbye = 100 % ünd ' \"")
    String words = "first";

    @Option(names = "--empty", defaultValue = "")
    String empty = "first";

    @Option(names = "--none")
    String none = "first";

    @Option(names = "--folder", defaultValue = "a/b")
    Path folder = Path.of("first");

    @Option(names = "--flag", defaultValue = "true")
    boolean flag;

    @Option(names = "--other-flag")
    boolean otherFlag = true;

    @Option(names = "--count", defaultValue = "-12")
    int count;

    @Option(names = "--size", defaultValue = "123456789")
    long size;

    @Option(names = "--ratio")
    double ratio = 0.5;

    @Option(names = "--list")
    List<String> list = List.of("first");

    List<Object> all() {
      return List.of(words, empty, none, folder, flag, otherFlag, count, size, ratio, list);
    }
  }

  static final class Derived extends Plain {
    @Option(names = "--more", defaultValue = "more")
    String more = "first";
  }

  static class Interpolated {
    @Option(names = "--home", defaultValue = "${env:HOME}")
    String home;
  }

  static class ManyWords {
    @Parameters List<String> words;
  }

  static class SecondOnly {
    @Parameters(index = "1")
    String second;
  }

  static class RequiredWithADefault {
    @Option(names = "--key", required = true, defaultValue = "x")
    String key;
  }

  static class Words {
    @Option(names = {"-n", "--name"})
    String name = "first";

    @Option(names = "--key", required = true)
    String key;

    @Option(names = "--count", defaultValue = "3")
    int count;

    @Option(names = "--folder", arity = "1")
    Path folder;

    @Option(names = "--maybe", arity = "0..1", fallbackValue = "fallback")
    String maybe = "first";

    @Option(names = "--on", negatable = true, defaultValue = "true")
    boolean on;

    @Option(names = "--list")
    List<String> list = List.of("first");

    @Parameters(index = "0")
    String service;

    @Parameters(index = "1", arity = "0..1", defaultValue = "7")
    long second;

    List<Object> all() {
      return Arrays.asList(name, key, count, folder, maybe, on, list, service, second);
    }
  }

  static class MaybeNothing {
    @Option(names = "--key")
    Optional<String> key;
  }

  static class OfAnotherType {
    @Option(names = "--ratio", defaultValue = "0.5")
    double ratio;
  }

  static class OnAMethod {
    @Option(names = "--key", defaultValue = "x")
    void key(String key) {}
  }

  @CommandLine.Command(defaultValueProvider = CommandLine.PropertiesDefaultProvider.class)
  static class OfAProvider {
    @Option(names = "--key")
    String key;
  }

  @Test
  void defaultsEqualThoseThatPicocliSets() {
    Derived byPicocli = new Derived();
    new CommandLine(byPicocli).parseArgs();
    Derived handedOver = new Derived();

    assertThat(handedOver(Derived.class).apply(handedOver, List.of())).isTrue();

    assertThat(handedOver.all()).isEqualTo(byPicocli.all());
    assertThat(handedOver.more).isEqualTo(byPicocli.more).isEqualTo("more");
    assertThat(handedOver.words).startsWith("Hello, & goodbye");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--key k acme",
        "acme --key=k",
        "--key k acme 12 --count=5",
        "--key=k=l -n x acme",
        "--key it's --folder /a/b --name=ünd acme 999999999",
      })
  void simpleWordsAreAssigned(String line) {
    Words assigned = new Words();
    List<String> words = List.of(line.split(" "));

    assertThat(handedOver(Words.class).apply(assigned, words)).isTrue();

    assertThat(assigned.all()).isEqualTo(byPicocli(words).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme", // --key is missing
        "--key k", // the service is missing
        "--key k acme --count many",
        "--key k acme --count=1 --count=2",
        "--key k acme 12 13",
        "--key k acme --maybe=x",
        "--key k acme --list x",
        "--key k acme --no-on",
        "--key -k acme",
        "--key k acme --folder",
        "--key k acme -nx",
        "--key k -- acme",
      })
  void otherWordsAreLeftToPicocli(String line) {
    Words untouched = new Words();

    assertThat(handedOver(Words.class).apply(untouched, List.of(line.split(" ")))).isFalse();

    assertThat(untouched.all()).isEqualTo(new Words().all());
  }

  @Test
  void whateverIsAssignedEqualsWhatPicocliAssigns() {
    List<String> pool =
        List.of(
            "--key",
            "--key=k",
            "--name",
            "-n",
            "-nx",
            "--name=",
            "--count=8",
            "--count",
            "--on",
            "--no-on",
            "--maybe",
            "--folder",
            "--list",
            "acme",
            "12",
            "-12",
            "",
            "$x",
            "\"q\"",
            "'q'",
            "--",
            "-",
            "--unknown=1");
    PlainOptions plain = handedOver(Words.class);
    List<List<String>> lines = new ArrayList<>(List.of(List.of()));
    int assigned = 0;
    for (int i = 0; i < lines.size(); i++) {
      List<String> words = lines.get(i);
      if (words.size() < MOST_WORDS) {
        pool.forEach(word -> lines.add(Stream.concat(words.stream(), Stream.of(word)).toList()));
      }
      List<String> complete =
          Stream.concat(Stream.of("--key", "k", "acme"), words.stream()).toList();
      for (List<String> line : List.of(words, complete)) {
        Words definition = new Words();
        if (plain.apply(definition, line)) {
          assigned++;
          assertThat(Optional.of(definition.all())).as("%s", line).isEqualTo(byPicocli(line));
        }
      }
    }
    assertThat(assigned).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Base.class,
        Interpolated.class,
        ManyWords.class,
        SecondOnly.class,
        RequiredWithADefault.class,
        MaybeNothing.class,
        OfAnotherType.class,
        OnAMethod.class,
        OfAProvider.class
      })
  void otherOptionsAreLeftToPicocli(Class<?> type) {
    assertThat(PlainAnnotations.read(type)).isNull();
  }

  /// As a launcher passes them on.
  private static PlainOptions handedOver(Class<?> type) {
    EncodedFields text = new EncodedFields();
    PlainAnnotations.read(type).addTo(text);
    return PlainOptions.in(EncodedFields.read(text.toString()));
  }

  /// Empty if picocli refuses the words.
  private static Optional<List<Object>> byPicocli(List<String> words) {
    Words definition = new Words();
    try {
      new CommandLine(definition).setExpandAtFiles(false).parseArgs(words.toArray(String[]::new));
    } catch (CommandLine.ParameterException _) {
      return Optional.empty();
    }
    return Optional.of(definition.all());
  }
}
