package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A class, started by the test's Java, with what the annotation says.
@Timeout(120)
@RuntimeTest(value = Greeter.class, args = "--greeting=Hey", timeoutSeconds = 20)
class CheckedClassTest {
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicNode> aClassIsCheckedWithItsArguments(RuntimeChecks checks) throws IOException {
    Path profile =
        Files.writeString(
            directory.resolve("check.json"),
            """
            {"commands": {
              "echo": {"run": ["greet", "{args}"], "before": "Hey, ", "after": "!\\n"},
              "count": {"run": ["greet", "Ada"], "counter": "golem.usage.greetings"}}}
            """);
    return checks.profile(profile).only("run.args.first", "usage.name").tests();
  }

  @Test
  void mistakesAreOneSentence(RuntimeChecks checks) throws IOException {
    assertThatThrownBy(() -> checks.only("nothing").tests())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'nothing' selects no check");
    assertThatThrownBy(() -> checks.knownFailures(Path.of("none")).tests())
        .hasMessage("the file of known failures none does not exist");
    Path profile = Files.writeString(directory.resolve("check.json"), "[]");
    assertThatThrownBy(() -> checks.profile(profile).tests())
        .hasMessageContaining("the profile must be an object");
    assertThatThrownBy(() -> checks.jobs(0)).hasMessage("jobs must be at least 1, not 0");
  }
}
