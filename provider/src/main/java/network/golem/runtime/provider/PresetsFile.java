package network.golem.runtime.provider;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A provider's `presets.json` and its changed content. Everything but the runtime's own presets
/// stays as it is, to the letter.
final class PresetsFile {
  private static final String EMPTY =
      """
      {
        "ver": "V1",
        "active": [],
        "presets": []
      }
      """;
  private static final String PRESETS = "presets";
  private static final String ACTIVE = "active";
  private static final String INITIAL = "initial-price";
  private static final String INDENT = "  ";

  private final Path file;
  private final String original;
  private final String text;
  private final ObjectNode tree;
  private final Presets presets;

  /// @param original the content of the file
  /// @param text the same in the current format
  private PresetsFile(Path file, String original, String text) throws ProviderException {
    this.file = file;
    this.original = original;
    this.text = text;
    JsonFields fields = JsonFile.object(file, text);
    tree = (ObjectNode) fields.node();
    presets = Presets.read(fields);
  }

  /// Reads the file; a missing file is empty.
  static PresetsFile read(Path file) throws ProviderException {
    if (!Files.exists(file)) {
      return new PresetsFile(file, EMPTY, EMPTY);
    }
    String text = JsonFile.text(file);
    JsonFields fields = JsonFile.object(file, text);
    Presets presets = Presets.read(fields);
    return new PresetsFile(
        file, text, Presets.isOlder(fields) ? inTodaysShape(fields, presets) : text);
  }

  /// A file of the older format, converted as the provider's own tool does when it changes it.
  private static String inTodaysShape(JsonFields older, Presets presets) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("ver", Presets.VERSION);
    root.setAll((ObjectNode) older.node().deepCopy());
    int index = 0;
    for (JsonNode entry : root.path(PRESETS)) {
      Preset preset = presets.presets().get(index++);
      ObjectNode object = (ObjectNode) entry;
      object.put("pricing-model", preset.pricingModel());
      object.put(INITIAL, preset.initialPrice());
      object.remove(Preset.COEFFS); // after the initial price, as the tool writes it
      ObjectNode coeffs = object.putObject(Preset.COEFFS);
      preset.usageCoeffs().forEach(coeffs::put);
    }
    return JsonLayout.onLines(root, "") + "\n";
  }

  /// The preset of this name as a change would leave it.
  static Preset preset(Path file, String text, String name) throws ProviderException {
    return Presets.read(JsonFile.object(file, text)).presets().stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no preset " + name));
  }

  /// Adds an active preset for the runtime. An operator's own prices are kept, unless new ones are
  /// given.
  ///
  /// @param name the preset's name
  /// @param author the prices of the runtime's author
  String with(String name, String runtime, Optional<Preset> author, Prices prices)
      throws ProviderException {
    int index = index(name);
    if (index >= 0 && !presets.presets().get(index).exeunitName().equals(runtime)) {
      throw new ProviderException(
          file
              + ": the preset '"
              + name
              + "' already exists, for the runtime "
              + presets.presets().get(index).exeunitName()
              + "; use --preset NAME to choose another name");
    }
    JsonText changed = new JsonText(text);
    if (index < 0) {
      String deep = changed.indentation(PRESETS, INDENT + INDENT);
      boolean lines = changed.isOnLines(PRESETS);
      String made = written(fresh(name, runtime, author, prices), deep, lines);
      boolean first = presets.presets().isEmpty();
      changed = changed.append(PRESETS, first ? "\n" + deep + made + "\n" + INDENT : made);
    } else {
      ObjectNode updated = updated(index, author, prices);
      if (!updated.equals(node(index))) {
        changed =
            changed.replace(
                PRESETS,
                index,
                written(updated, changed.indentation(PRESETS, ""), changed.isOnLines(PRESETS)));
      }
    }
    if (!presets.active().contains(name)) {
      changed = changed.append(ACTIVE, JsonMapper.shared().writeValueAsString(name));
    }
    return unlessSame(changed);
  }

  /// A file of the older format stays as it is if nothing else changes.
  private String unlessSame(JsonText changed) {
    return changed.text().equals(text) ? original : changed.text();
  }

  /// Removes all presets for the runtime.
  String without(String runtime) {
    JsonText changed = new JsonText(text);
    List<String> gone = new ArrayList<>();
    for (int i = presets.presets().size() - 1; i >= 0; i--) {
      if (presets.presets().get(i).exeunitName().equals(runtime)) {
        gone.add(presets.presets().get(i).name());
        changed = changed.remove(PRESETS, i);
      }
    }
    for (int i = presets.active().size() - 1; i >= 0; i--) {
      if (gone.contains(presets.active().get(i))) {
        changed = changed.remove(ACTIVE, i);
      }
    }
    return unlessSame(changed);
  }

  private int index(String name) {
    return presets.presets().stream().map(Preset::name).toList().indexOf(name);
  }

  private static ObjectNode fresh(
      String name, String runtime, Optional<Preset> author, Prices prices) {
    ObjectNode preset = JsonMapper.shared().createObjectNode();
    preset.put("name", name);
    preset.put("exeunit-name", runtime);
    preset.put("pricing-model", "linear");
    Preset charged = author.orElseGet(() -> Preset.free(runtime)).with(prices);
    preset.put(INITIAL, charged.initialPrice());
    charged.usageCoeffs().forEach(preset.putObject("usage-coeffs")::put);
    return preset;
  }

  /// Unknown keys stay.
  private ObjectNode updated(int index, Optional<Preset> author, Prices prices) {
    ObjectNode preset = node(index).deepCopy();
    if (!preset.has(INITIAL)) {
      author.ifPresent(charged -> preset.put(INITIAL, charged.initialPrice()));
    }
    prices.initial().ifPresent(price -> put(preset, INITIAL, price));
    ObjectNode coeffs =
        preset.get("usage-coeffs") instanceof ObjectNode present
            ? present
            : preset.putObject("usage-coeffs");
    author
        .map(Preset::usageCoeffs)
        .orElse(Map.of())
        .forEach((property, price) -> {
          if (!coeffs.has(property)) {
            coeffs.put(property, price);
          }
        });
    prices.byCounter().forEach((property, price) -> put(coeffs, property, price));
    return preset;
  }

  /// A number of the same value stays as it is written.
  private static void put(ObjectNode object, String key, BigDecimal price) {
    JsonNode present = object.get(key);
    if (present == null || !present.isNumber() || present.decimalValue().compareTo(price) != 0) {
      object.put(key, price);
    }
  }

  private ObjectNode node(int index) {
    return (ObjectNode) tree.path(PRESETS).get(index);
  }

  /// Formats it on several lines, or on one.
  private static String written(JsonNode node, String indentation, boolean lines) {
    return lines ? JsonLayout.onLines(node, indentation) : node.toString();
  }
}
