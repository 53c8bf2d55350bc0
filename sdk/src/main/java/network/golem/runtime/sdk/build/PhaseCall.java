package network.golem.runtime.sdk.build;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import network.golem.runtime.sdk.host.EmbeddingHost;
import network.golem.runtime.sdk.launch.Launch;

/// Calls a phase of a runtime in this process.
///
/// @param main the runtime's `main`, or the equivalent
record PhaseCall(Main main) {
  /// Code that calls `launch`.
  interface Main {
    void call(String... words) throws ReflectiveOperationException;
  }

  /// Calls the phase. If it fails, reports that to the build.
  ///
  /// @param words the command line, which ends with the phase or its arguments
  /// @return whether it has succeeded
  @CanIgnoreReturnValue
  boolean play(String phase, String... words) {
    return play(
        phase, Map.of(), new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), words);
  }

  @CanIgnoreReturnValue
  boolean play(
      String phase,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      String... words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    AtomicInteger code = new AtomicInteger();
    try {
      ScopedValue.where(
              Launch.GUEST,
              new Launch.Guest(new EmbeddingHost(environment, in, out, said), code::set))
          .call(() -> {
            main.call(words);
            return null;
          });
    } catch (ReflectiveOperationException e) {
      Notes.tell(phase + " threw " + MainMethod.cause(e));
      return false;
    }
    if (code.get() != 0) {
      Notes.tell(
          phase
              + " failed with code "
              + code.get()
              + ": "
              + said.toString(StandardCharsets.UTF_8).strip());
    }
    return code.get() == 0;
  }
}
