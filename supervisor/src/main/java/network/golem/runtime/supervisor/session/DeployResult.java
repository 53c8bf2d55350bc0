package network.golem.runtime.supervisor.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.provider.ParserMessage;
import network.golem.runtime.supervisor.play.CommandFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a runtime's `deploy` printed, as a node's supervisor parses it: everything before the first
/// `{` is skipped, no output at all means one-shot mode, and `valid` is required but not checked.
///
/// @param server whether one process executes all commands; otherwise each command is a process of
///   its own
/// @param volumes the volumes from now on; empty if nothing was printed
/// @param error the value of `valid.Err`, which a node treats as a success
public record DeployResult(boolean server, Optional<List<Volume>> volumes, Optional<String> error) {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// @param name the directory in the workdir
  /// @param path the requestor's path
  public record Volume(String name, String path) {}

  /// @throws CommandFailure if a node's supervisor refuses it
  public static DeployResult parse(String printed) throws CommandFailure {
    if (printed.isEmpty()) {
      return new DeployResult(false, Optional.empty(), Optional.empty());
    }
    int begin = printed.indexOf('{');
    if (begin < 0) {
      throw invalid(printed);
    }
    try {
      JsonNode result = STRICT.readTree(printed.substring(begin));
      return new DeployResult(
          server(result.get("startMode")),
          Optional.of(volumes(result.get("vols"))),
          error(result.get("valid")));
    } catch (JacksonException e) {
      throw invalid(ParserMessage.of(e) + " in: " + printed.strip());
    }
  }

  private static Optional<String> error(@Nullable JsonNode valid) throws CommandFailure {
    if (valid == null) {
      throw invalid("missing field 'valid'");
    }
    JsonNode text = valid.has("Err") ? valid.get("Err") : valid.get("Ok");
    if (valid.size() != 1 || text == null || !text.isString()) {
      throw invalid("'valid' must be {\"Ok\": string} or {\"Err\": string}, not " + valid);
    }
    return valid.has("Err") ? Optional.of(text.asString()) : Optional.empty();
  }

  private static boolean server(@Nullable JsonNode startMode) throws CommandFailure {
    return switch (startMode == null ? "empty" : startMode.asString("")) {
      case "empty" -> false;
      case "blocking" -> true;
      default -> throw invalid("'startMode' must be empty or blocking, not " + startMode);
    };
  }

  private static List<Volume> volumes(@Nullable JsonNode vols) throws CommandFailure {
    if (vols == null) {
      return List.of();
    }
    if (!vols.isArray()) {
      throw invalid("'vols' must be a list, not " + vols);
    }
    List<Volume> volumes = new ArrayList<>();
    for (JsonNode volume : vols) {
      JsonNode name = volume.get("name");
      JsonNode path = volume.get("path");
      if (name == null || path == null || !name.isString() || !path.isString()) {
        throw invalid("a volume needs 'name' and 'path', not " + volume);
      }
      volumes.add(new Volume(name.asString(), path.asString()));
    }
    return volumes;
  }

  private static CommandFailure invalid(String why) {
    return new CommandFailure(-1, "ExeScript command error: invalid deploy response: " + why);
  }
}
