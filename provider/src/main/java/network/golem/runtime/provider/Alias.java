package network.golem.runtime.provider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How an installed runtime differs from its descriptor, so that one binary serves under several
/// names.
///
/// @param name, version replace those of the descriptor, unless they are empty
/// @param runtimeArgs additional arguments of the runtime, in every phase
public record Alias(Optional<String> name, Optional<String> version, List<String> runtimeArgs) {
  public static final Alias NONE = new Alias(Optional.empty(), Optional.empty(), List.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final String EXTRA_ARGS = "extra-args";
  private static final String RUNTIME_ARG = "--runtime-arg";

  public Alias {
    runtimeArgs = List.copyOf(runtimeArgs);
  }

  /// Whether a runtime can have this name, which is also part of a file's name.
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// The name of the descriptor's file.
  String file(Path descriptor) {
    return name.map(own -> "ya-runtime-" + own + ".json")
        .orElse(String.valueOf(descriptor.getFileName()));
  }

  /// The text of the descriptor that is installed.
  String descriptor(Path file) throws ProviderException {
    String text = JsonFile.text(file);
    if (equals(NONE)) {
      return text;
    }
    ObjectNode object = (ObjectNode) JsonFile.objects(file).getFirst().node();
    name.ifPresent(own -> object.put("name", own));
    version.ifPresent(own -> object.put("version", own));
    if (!runtimeArgs.isEmpty()) {
      ArrayNode words =
          object.get(EXTRA_ARGS) instanceof ArrayNode given ? given : object.putArray(EXTRA_ARGS);
      extraArgs().forEach(words::add);
    }
    JsonNode whole = JsonMapper.shared().createArrayNode().add(object);
    return JsonLayout.onLines(whole, "") + "\n";
  }

  /// The descriptor of a runtime, as it is installed.
  public Descriptor of(Descriptor runtime) {
    List<String> words = new ArrayList<>(runtime.extraArgs());
    words.addAll(extraArgs());
    return new Descriptor(
        name.orElse(runtime.name()),
        version.orElse(runtime.version()),
        runtime.supervisorPath(),
        runtime.runtimePath(),
        runtime.description(),
        words,
        runtime.properties(),
        runtime.counters());
  }

  /// The arguments of the supervisor.
  private List<String> extraArgs() {
    List<String> words = new ArrayList<>();
    for (String arg : runtimeArgs) {
      if (arg.startsWith("-")) {
        words.add(RUNTIME_ARG + "=" + arg); // otherwise it would be an option of the supervisor
      } else {
        words.addAll(List.of(RUNTIME_ARG, arg));
      }
    }
    return words;
  }
}
