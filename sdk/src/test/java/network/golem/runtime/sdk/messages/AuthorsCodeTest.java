package network.golem.runtime.sdk.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorsCodeTest {
  private static final String BELOW =
      " network.golem.runtime.sdk.command.CommandTask network.golem.runtime.sdk.server.Commands"
          + " java.lang.Thread";

  private static @Nullable String found(String types) {
    StackTraceElement[] trace =
        Arrays.stream(types.strip().split(" +"))
            .filter(type -> !type.isEmpty())
            .map(type -> new StackTraceElement(type, "call", "File.java", 1))
            .toArray(StackTraceElement[]::new);
    StackTraceElement frame = AuthorsCode.in(trace);
    return frame == null ? null : frame.getClassName();
  }

  /// Traces of classes, the innermost first, and the class whose frame is the author's.
  @ParameterizedTest
  @CsvSource({
    "com.example.Greeter, com.example.Greeter",
    "java.util.Objects com.example.Greeter, com.example.Greeter",
    "java.lang.Integer com.example.Greeter$1 java.util.ArrayList com.example.Greeter,"
        + " com.example.Greeter$1",
    "tools.jackson.core.Parser tools.jackson.databind.Mapper com.example.greeter.Names"
        + " com.example.greeter.Greeter, com.example.greeter.Names",
    "com.example.names.Names com.example.greeter.Greeter, com.example.names.Names",
    "com.library.Names com.example.greeter.Greeter, com.example.greeter.Greeter",
    "network.golem.runtime.sdk.json.Json com.example.Greeter, com.example.Greeter",
    "network.golem.runtime.examples.greeter.Greeter,"
        + " network.golem.runtime.examples.greeter.Greeter",
    "org.library.X Greeter$Inner Greeter, Greeter$Inner",
    "java.util.Objects, java.util.Objects"
  })
  void theInnermostFrameOfTheAuthor(String trace, String place) {
    assertThat(found(trace + BELOW)).isEqualTo(place);
  }

  @Test
  void aTraceThatTheJvmLeftOut() {
    assertThat(found("")).isNull();
  }
}
