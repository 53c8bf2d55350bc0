package network.golem.runtime.sdk.processes.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A wait status: an exit code, or the signal that ended the program.
class ExitTest {
  @ParameterizedTest
  @CsvSource({"0x0000, 0", "0x0300, 3", "0xff00, 255", "0x000f, 143", "0x0009, 137", "0x008b, 139"})
  void isReadAsAShellDoes(int status, int code) {
    assertThat(Exit.of(status, Duration.ZERO).code()).isEqualTo(code);
  }
}
