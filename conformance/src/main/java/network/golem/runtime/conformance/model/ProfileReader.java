package network.golem.runtime.conformance.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import network.golem.runtime.provider.ParserMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a profile from JSON.
final class ProfileReader {
  private static final Set<String> COMMAND_KEYS =
      Set.of(
          "run", "code", "stdout", "stderr", "before", "after", "between", "end", "counter", "by");

  private final Path file;

  private ProfileReader(Path file) {
    this.file = file;
  }

  static CheckProfile read(Path file) throws ProfileException {
    return new ProfileReader(file).profile();
  }

  private CheckProfile profile() throws ProfileException {
    JsonNode root;
    try {
      root = JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new ProfileException("cannot read the profile " + file + ": " + e.getMessage());
    } catch (JacksonException e) {
      throw new ProfileException(
          file
              + ", line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": invalid JSON: "
              + ParserMessage.of(e));
    }
    checkKeys(root, "the profile", Set.of("features", "commands", "start"));
    Map<Ability, ProfileCommand> commands = new EnumMap<>(Ability.class);
    JsonNode given = root.path("commands");
    for (String key : given.propertyNames()) {
      Ability ability =
          Ability.of(key)
              .orElseThrow(() ->
                  wrong(
                      "unknown command '"
                          + key
                          + "': expected one of "
                          + Stream.of(Ability.values()).map(Ability::key).toList()));
      commands.put(ability, command(ability, given.path(key)));
    }
    return new CheckProfile(features(root), commands, words(root.path("start"), "start"));
  }

  private Optional<Set<String>> features(JsonNode root) throws ProfileException {
    if (!root.has("features")) {
      return Optional.empty();
    }
    Set<String> features = new TreeSet<>(words(root.path("features"), "features"));
    Set<String> known = Requirements.published().features();
    for (String feature : features) {
      if (!known.contains(feature)) {
        throw wrong("unknown feature '" + feature + "': expected some of " + known);
      }
    }
    return Optional.of(features);
  }

  private ProfileCommand command(Ability ability, JsonNode node) throws ProfileException {
    String place = "command '" + ability.key() + "'";
    if (node.isArray()) {
      return ProfileCommand.of(
          nonEmpty(words(node, place), place), ability == Ability.FAIL ? 1 : 0);
    }
    checkKeys(node, place, COMMAND_KEYS);
    return new ProfileCommand(
        nonEmpty(words(node.path("run"), place + ", key 'run'"), place),
        node.path("code").asInt(ability == Ability.FAIL ? 1 : 0),
        string(node, "stdout"),
        string(node, "stderr"),
        new ProfileCommand.Echo(
            string(node, "before").orElse(""),
            string(node, "after").orElse(""),
            string(node, "between").orElse(""),
            string(node, "end").orElse("")),
        string(node, "counter").orElse(""),
        node.path("by").asDouble(1));
  }

  private static Optional<String> string(JsonNode node, String key) {
    return node.has(key) ? Optional.of(node.path(key).asString("")) : Optional.empty();
  }

  private List<String> nonEmpty(List<String> words, String place) throws ProfileException {
    if (words.isEmpty()) {
      throw wrong(place + " must be an array of the command's name and its arguments");
    }
    return words;
  }

  private List<String> words(JsonNode node, String place) throws ProfileException {
    List<String> words = new ArrayList<>();
    if (!node.isMissingNode() && !node.isArray()) {
      throw wrong(place + " must be an array of strings");
    }
    for (JsonNode each : node) {
      if (!each.isString()) {
        throw wrong(place + " must be an array of strings, not of " + each);
      }
      words.add(each.asString());
    }
    return words;
  }

  private void checkKeys(JsonNode node, String place, Set<String> known) throws ProfileException {
    if (!node.isObject()) {
      throw wrong(place + " must be an object");
    }
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        throw wrong(
            "unknown key '" + key + "' in " + place + ": expected some of " + new TreeSet<>(known));
      }
    }
  }

  private ProfileException wrong(String sentence) {
    return new ProfileException(file + ": " + sentence);
  }
}
