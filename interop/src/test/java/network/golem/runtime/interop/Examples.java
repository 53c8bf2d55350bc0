package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// The example runtimes, which are packaged before these tests run.
public final class Examples {
  private Examples() {}

  /// The directory of all of them.
  public static Path directory() {
    return Path.of("").toAbsolutePath().resolveSibling("examples");
  }

  /// The binary of a packaged example.
  public static Path runtime(String example) {
    String name = example.equals("http-service") ? "http-auth" : example;
    Path runtime =
        directory().resolve(example + "/target/plugins/ya-runtime-" + name + "/bin/" + name);
    assertThat(runtime).as("made by: mvn -pl examples/" + example + " -am package").isExecutable();
    return runtime;
  }
}
