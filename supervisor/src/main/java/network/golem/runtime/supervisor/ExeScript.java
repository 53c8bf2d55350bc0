package network.golem.runtime.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.JsonFile;
import network.golem.runtime.provider.MalformedFileException;
import tools.jackson.databind.JsonNode;

/// What a requestor wants done: commands, one after another.
///
/// @param warnings what the script says that has no effect, a sentence each
public record ExeScript(List<ExeCommand> commands, List<String> warnings) {
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "deploy", Set.of("net", "hosts", "hostname", "volumes", "env", "progress"),
          "start", Set.of("args"),
          "run", Set.of("entry_point", "args", "capture"),
          "transfer", Set.of("from", "to", "format", "depth", "fileset", "progress"),
          "terminate", Set.of(),
          "sign", Set.of());

  public ExeScript {
    commands = List.copyOf(commands);
    warnings = List.copyOf(warnings);
  }

  /// Reads a script: a JSON array of objects with one key each.
  public static ExeScript read(Path file) throws MalformedFileException {
    List<ExeCommand> commands = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (JsonFields entry : JsonFile.objects(file)) {
      if (entry.keys().size() != 1) {
        throw new MalformedFileException(
            entry.place() + " must have one key, the command's name, not " + entry.keys());
      }
      commands.add(command(entry, entry.keys().iterator().next(), warnings));
    }
    return new ExeScript(commands, warnings);
  }

  private static ExeCommand command(JsonFields entry, String name, List<String> warnings)
      throws MalformedFileException {
    Set<String> known = KEYS.get(name);
    if (known == null) {
      throw new MalformedFileException(
          entry.place()
              + ": a command is one of deploy, start, run, transfer, terminate, sign, not '"
              + name
              + "'");
    }
    JsonFields body =
        entry
            .object(name)
            .orElseThrow(() ->
                new MalformedFileException(
                    entry.place() + ": '" + name + "' must be an object, not null"));
    for (String key : body.keys()) {
      if (!known.contains(key)) {
        warnings.add(
            body.place()
                + ": '"
                + key
                + "' means nothing in "
                + name
                + ", and is passed over as on a node");
      }
    }
    return switch (name) {
      case "deploy" -> deploy(body, warnings);
      case "start" -> new ExeCommand.Start(List.copyOf(body.texts("args")));
      case "run" -> run(body);
      case "transfer" -> new ExeCommand.Transfer(body.text("from"), body.text("to"));
      case "terminate" -> new ExeCommand.Terminate();
      default -> new ExeCommand.Sign();
    };
  }

  private static ExeCommand run(JsonFields body) throws MalformedFileException {
    JsonFields capture = body.object("capture").orElse(null);
    if (capture != null) {
      for (String key : capture.keys()) {
        if (!key.equals("stdout") && !key.equals("stderr")) {
          throw new MalformedFileException(
              capture.place() + ": only stdout and stderr can be captured, not '" + key + "'");
        }
        var _ = capture.object(key);
      }
    }
    return new ExeCommand.Run(body.text("entry_point"), List.copyOf(body.texts("args")));
  }

  private static ExeCommand deploy(JsonFields body, List<String> warnings)
      throws MalformedFileException {
    if (body.has("env")) {
      warnings.add(body.place() + ": 'env' has no effect, on a node neither");
    }
    return new ExeCommand.Deploy(
        body.optionalText("hostname"),
        body.textsByKey("hosts"),
        volumes(body),
        !body.objects("net").isEmpty());
  }

  /// A list of paths means directories of the host; an object says what each is.
  private static Map<String, String> volumes(JsonFields body) throws MalformedFileException {
    Map<String, String> volumes = new LinkedHashMap<>();
    JsonNode given = body.member("volumes");
    if (given == null) {
      return volumes;
    }
    if (given.isArray()) {
      body.texts("volumes").forEach(path -> volumes.put(path, "{\"host\":{}}"));
      return volumes;
    }
    if (!given.isObject()) {
      throw body.wrong("volumes", "a list of paths or an object by path", given);
    }
    JsonFields byPath = body.object("volumes").orElseThrow();
    for (String path : byPath.keys()) {
      volumes.put(path, VolumeMount.reprinted(byPath, path));
    }
    return volumes;
  }
}
