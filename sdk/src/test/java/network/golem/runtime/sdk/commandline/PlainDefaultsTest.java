package network.golem.runtime.sdk.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.sdk.definition.EncodedFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Defaults that are set without picocli equal those that picocli sets.
class PlainDefaultsTest {
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

  static class Positional {
    @Parameters List<String> words;
  }

  static class Required {
    @Option(names = "--key", required = true)
    String key;
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
  void defaultsEqualThoseThatPicocliSets() throws Exception {
    Derived byPicocli = new Derived();
    new CommandLine(byPicocli).parseArgs();
    Derived handedOver = new Derived();
    EncodedFields text = new EncodedFields();
    PlainDefaults.of(Derived.class).addTo(text);
    PlainDefaults.in(EncodedFields.read(text.toString())).apply(handedOver);

    assertThat(handedOver.all()).isEqualTo(byPicocli.all());
    assertThat(handedOver.more).isEqualTo(byPicocli.more).isEqualTo("more");
    assertThat(handedOver.words).startsWith("Hello, & goodbye");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Base.class,
        Interpolated.class,
        Positional.class,
        Required.class,
        MaybeNothing.class,
        OfAnotherType.class,
        OnAMethod.class,
        OfAProvider.class
      })
  void otherOptionsAreLeftToPicocli(Class<?> type) {
    assertThat(PlainDefaults.of(type)).isNull();
  }
}
