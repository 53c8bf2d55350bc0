package network.golem.runtime.supervisor.model;

import java.util.List;
import java.util.Optional;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import tools.jackson.databind.node.ObjectNode;

/// Which parts of a command's output a requestor gets. Nothing is captured of an output without a
/// mode.
public record Capture(Optional<CaptureMode> stdout, Optional<CaptureMode> stderr) {
  /// Captures everything, as all commands other than `run` do.
  public static final Capture EVERYTHING =
      new Capture(Optional.of(CaptureMode.EVERYTHING), Optional.of(CaptureMode.EVERYTHING));

  /// @param told receives the capture as the supervisor reports it
  static Capture read(JsonFields capture, List<String> warnings, ObjectNode told)
      throws ProviderException {
    for (String key : capture.keys()) {
      if (!key.equals("stdout") && !key.equals("stderr")) {
        warnings.add(
            capture.place()
                + ": only stdout and stderr can be captured, and '"
                + key
                + "' is ignored, as on a node"
                + UnknownKeys.suggestion(capture, key, List.of("stdout", "stderr")));
      }
    }
    return new Capture(
        mode(capture, "stdout", warnings, told), mode(capture, "stderr", warnings, told));
  }

  private static Optional<CaptureMode> mode(
      JsonFields capture, String output, List<String> warnings, ObjectNode told)
      throws ProviderException {
    JsonFields mode = capture.object(output).orElse(null);
    return mode == null
        ? Optional.empty()
        : Optional.of(CaptureMode.read(mode, warnings, told.putObject(output)));
  }
}
