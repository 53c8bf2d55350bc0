package network.golem.runtime.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.MalformedFileException;
import tools.jackson.databind.JsonNode;

/// Reads one command of a script. What is not known, or known and without effect on a node, becomes
/// a warning; what a node's supervisor refuses is refused.
final class CommandReader {
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "deploy", Set.of("net", "hosts", "hostname", "volumes", "env", "progress"),
          "start", Set.of("args"),
          "run", Set.of("entry_point", "args", "capture"),
          "transfer", Set.of("from", "to", "format", "depth", "fileset", "progress"),
          "terminate", Set.of(),
          "sign", Set.of());
  private static final Set<String> FORMATS =
      Set.of("tar", "tar.bz2", "tar.gz", "tar.xz", "zip", "zip.0");
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
  private static final Pattern TIME = Pattern.compile("([0-9]+)\\s*(ms|s|m|h)");

  private CommandReader() {}

  static ExeCommand read(JsonFields entry, List<String> warnings) throws MalformedFileException {
    String name = entry.keys().iterator().next();
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
      case "transfer" -> transfer(body, warnings);
      case "terminate" -> new ExeCommand.Terminate();
      default -> new ExeCommand.Sign();
    };
  }

  private static ExeCommand run(JsonFields body) throws MalformedFileException {
    JsonFields capture = body.object("capture").orElse(null);
    return new ExeCommand.Run(
        body.text("entry_point"),
        List.copyOf(body.texts("args")),
        capture == null ? new Capture(Optional.empty(), Optional.empty()) : Capture.of(capture));
  }

  private static ExeCommand transfer(JsonFields body, List<String> warnings)
      throws MalformedFileException {
    String format = body.optionalText("format").orElse("tar");
    if (!FORMATS.contains(format)) {
      throw new MalformedFileException(
          body.place()
              + ": 'format' must be one of "
              + FORMATS.stream().sorted().toList()
              + ", not '"
              + format
              + "'");
    }
    List<String> ignored = new ArrayList<>(List.of("format", "depth", "fileset"));
    ignored.removeIf(key -> !body.has(key));
    if (!ignored.isEmpty()) {
      warnings.add(
          body.place()
              + ": "
              + String.join(", ", ignored)
              + (ignored.size() == 1 ? " has" : " have")
              + " no effect, on a node neither: one file is moved as it is, and nothing is packed"
              + " or unpacked");
    }
    return new ExeCommand.Transfer(body.text("from"), body.text("to"), progress(body));
  }

  private static ExeCommand deploy(JsonFields body, List<String> warnings)
      throws MalformedFileException {
    if (body.has("env")) {
      warnings.add(body.place() + ": 'env' has no effect, on a node neither");
    }
    List<PrivateNetwork> networks = new ArrayList<>();
    for (JsonFields net : body.objects("net")) {
      networks.add(PrivateNetwork.of(net));
    }
    return new ExeCommand.Deploy(
        body.optionalText("hostname"),
        body.textsByKey("hosts"),
        volumes(body),
        networks,
        progress(body));
  }

  /// A list of paths means directories of the host; an object says what each is.
  private static Map<String, String> volumes(JsonFields body) throws MalformedFileException {
    Map<String, String> volumes = new LinkedHashMap<>();
    JsonNode given = body.member("volumes");
    if (given == null) {
      return volumes;
    }
    if (given.isArray()) {
      body.texts("volumes").forEach(path -> volumes.put(path, VolumeMount.HOST));
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

  /// `updateStep` is understood and has no effect, as on a node.
  private static Optional<Duration> progress(JsonFields body) throws MalformedFileException {
    JsonFields progress = body.object("progress").orElse(null);
    if (progress == null) {
      return Optional.empty();
    }
    String interval = progress.optionalText("updateInterval").orElse(null);
    return Optional.of(interval == null ? DEFAULT_INTERVAL : time(progress, interval));
  }

  private static Duration time(JsonFields progress, String interval) throws MalformedFileException {
    Matcher time = TIME.matcher(interval.strip());
    if (!time.matches() || time.group(1).length() > 9) {
      throw new MalformedFileException(
          progress.place()
              + ": 'updateInterval' must be a time such as 1s or 500ms, not '"
              + interval
              + "'");
    }
    long amount = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
