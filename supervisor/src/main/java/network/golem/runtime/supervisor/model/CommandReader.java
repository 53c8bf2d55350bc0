package network.golem.runtime.supervisor.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.Suggestion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one command of a script. Accepts what a node's supervisor accepts and refuses what it
/// refuses; a key that the supervisor accepts and then ignores becomes a warning.
final class CommandReader {
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "deploy", Set.of("net", "hosts", "hostname", "volumes", "env", "progress"),
          "start", Set.of("args"),
          "run", Set.of("entry_point", "args", "capture"),
          "transfer", Set.of("from", "to", "format", "depth", "fileset", "progress"),
          "terminate", Set.of(),
          "sign", Set.of());

  /// Commands whose body may also be an array of its values, in this order.
  private static final Map<String, List<String>> LISTS =
      Map.of(
          "deploy", List.of(),
          "start", List.of("args"),
          "run", List.of("entry_point", "args", "capture"),
          "terminate", List.of(),
          "sign", List.of());

  private final JsonFields body;
  private final List<String> warnings;

  /// The command as the supervisor reports it: with all keys that it knows, and no others.
  private final ObjectNode told = JsonMapper.shared().createObjectNode();

  private CommandReader(JsonFields body, List<String> warnings) {
    this.body = body;
    this.warnings = warnings;
  }

  static ExeScript.Entry read(JsonFields entry, List<String> warnings) throws ProviderException {
    String name = entry.keys().iterator().next();
    Set<String> known = KEYS.get(name);
    if (known == null) {
      throw new ProviderException(
          entry.place()
              + ": unknown command '"
              + name
              + "': expected one of deploy, start, run, transfer, terminate, sign"
              + Suggestion.endingFor(name, KEYS.keySet()));
    }
    List<String> order = LISTS.get(name);
    JsonFields body =
        order != null
            ? entry.struct(name, order)
            : entry.withoutNull(name).object(name).orElseThrow();
    for (String key : body.keys()) {
      if (!known.contains(key)) {
        warnings.add(
            body.place()
                + ": unknown key '"
                + key
                + "' in "
                + name
                + " is ignored, as on a node"
                + UnknownKeys.suggestion(body, key, known));
      }
    }
    CommandReader reader = new CommandReader(body, warnings);
    ExeCommand command =
        switch (name) {
          case "deploy" -> new DeployReader(body, warnings, reader.told).read();
          case "start" -> new ExeCommand.Start(reader.args());
          case "run" -> reader.run();
          case "transfer" -> reader.transfer();
          case "terminate" -> new ExeCommand.Terminate();
          default -> new ExeCommand.Sign();
        };
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.set(name, reader.told);
    return new ExeScript.Entry(command, json.toString());
  }

  private List<String> args() throws ProviderException {
    List<String> args = List.copyOf(body.withoutNull("args").texts("args"));
    ArrayNode array = told.putArray("args");
    args.forEach(array::add);
    return args;
  }

  private ExeCommand run() throws ProviderException {
    String entryPoint = body.text("entry_point");
    told.put("entry_point", entryPoint);
    List<String> args = args();
    JsonFields capture = body.object("capture").orElse(null);
    return new ExeCommand.Run(
        entryPoint,
        args,
        capture == null
            ? new Capture(Optional.empty(), Optional.empty())
            : Capture.read(capture, warnings, told.putObject("capture")));
  }

  private ExeCommand transfer() throws ProviderException {
    String from = body.text("from");
    String to = body.text("to");
    told.put("from", from);
    told.put("to", to);
    told.put("format", body.optionalText("format").orElse(null));
    JsonNode depth = body.member("depth");
    if (depth != null) {
      UnsignedNumber.check(body, "depth", depth, "a number of directories");
    }
    told.set("depth", depth);
    told.set("fileset", FileSetReader.read(body));
    List<String> ignored = new ArrayList<>(List.of("format", "depth", "fileset"));
    ignored.removeIf(key -> !body.has(key));
    if (!ignored.isEmpty()) {
      warnings.add(
          body.place()
              + ": "
              + String.join(", ", ignored)
              + (ignored.size() == 1 ? " has" : " have")
              + " no effect, as on a node: one file is moved as it is, and nothing is packed or"
              + " unpacked");
    }
    Optional<Duration> progress = ProgressReader.read(body, warnings, told);
    return new ExeCommand.Transfer(from, to, progress);
  }
}
