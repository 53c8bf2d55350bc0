package network.golem.runtime.supervisor;

import java.util.Optional;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.MalformedFileException;

/// What a requestor gets of a command's outputs; of an output without a mode, nothing.
public record Capture(Optional<CaptureMode> stdout, Optional<CaptureMode> stderr) {
  /// Everything: what commands other than `run` have.
  public static final Capture EVERYTHING =
      new Capture(Optional.of(CaptureMode.EVERYTHING), Optional.of(CaptureMode.EVERYTHING));

  static Capture of(JsonFields capture) throws MalformedFileException {
    for (String key : capture.keys()) {
      if (!key.equals("stdout") && !key.equals("stderr")) {
        throw new MalformedFileException(
            capture.place() + ": only stdout and stderr can be captured, not '" + key + "'");
      }
    }
    return new Capture(mode(capture, "stdout"), mode(capture, "stderr"));
  }

  private static Optional<CaptureMode> mode(JsonFields capture, String output)
      throws MalformedFileException {
    JsonFields mode = capture.object(output).orElse(null);
    return mode == null ? Optional.empty() : Optional.of(CaptureMode.of(mode));
  }
}
