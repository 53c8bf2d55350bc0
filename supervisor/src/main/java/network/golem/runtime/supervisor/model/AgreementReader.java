package network.golem.runtime.supervisor.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import network.golem.runtime.provider.LinearPricing;
import network.golem.runtime.provider.OfferedHardware;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.Suggestion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads an agreement, including the payload of the demand's manifest.
final class AgreementReader {
  private static final String PROPERTIES = "/offer/properties/golem/";

  private final Path file;
  private final JsonNode tree;
  private final List<String> warnings = new ArrayList<>();

  private AgreementReader(Path file, JsonNode tree) {
    this.file = file;
    this.tree = tree;
  }

  static Agreement read(Path file) throws ProviderException {
    return new AgreementReader(file, DottedKeys.read(file)).agreement();
  }

  private Agreement agreement() throws ProviderException {
    JsonNode id = tree.at("/agreementId");
    if (!id.isString()) {
      throw wrong("/agreementId", "a string", id);
    }
    List<String> vector = usageVector();
    if (tree.at(PROPERTIES + "inf").isMissingNode()) {
      throw wrong(PROPERTIES + "inf", "an object, which may be empty", tree.at(PROPERTIES + "inf"));
    }
    Agreement.Limits limits =
        new Agreement.Limits(
            number(PROPERTIES + "inf/cpu/threads"),
            number(PROPERTIES + "inf/mem/gib"),
            number(PROPERTIES + "inf/storage/gib"));
    Optional<String> image = taskPackage();
    return new Agreement(
        id.asString(), vector, pricing(vector), limits, image, capabilities(), warnings, false);
  }

  private List<String> usageVector() throws ProviderException {
    String pointer = PROPERTIES + "com/usage/vector";
    JsonNode list = tree.at(pointer);
    if (!list.isArray()) {
      throw wrong(pointer, "a list of strings", list);
    }
    List<String> vector = new ArrayList<>();
    for (JsonNode element : list) {
      if (!element.isString()) {
        throw wrong(pointer, "a list of strings", element);
      }
      vector.add(element.asString());
    }
    return vector;
  }

  /// A supervisor ignores prices, but the requestor's bill depends on them. Without usable prices
  /// nothing is billed, and a warning says so.
  private Optional<LinearPricing> pricing(List<String> vector) {
    JsonNode model = tree.at(PROPERTIES + "com/pricing/model");
    JsonNode name = model.isObject() ? model.path(DottedKeys.TAG) : model;
    String pointer = PROPERTIES + "com/pricing/model/linear/coeffs";
    JsonNode list = tree.at(pointer);
    String fault = "";
    if (!name.isMissingNode() && !name.asString("").equals("linear")) {
      fault = "golem.com.pricing.model must be linear, not " + name;
    } else if (list.isMissingNode()) {
      fault =
          "required key "
              + pointer
              + " is missing (a price for each counter, and the initial price last)"
              + misspelt(pointer);
    } else if (!list.isArray() || !list.valueStream().allMatch(AgreementReader::isPrice)) {
      fault = pointer + " must be a list of numbers, not " + list;
    } else if (list.size() != vector.size() + 1) {
      fault =
          pointer
              + " must have "
              + (vector.size() + 1)
              + " prices, one for each counter of the usage vector and the initial price last, not "
              + list.size();
    }
    if (!fault.isEmpty()) {
      warnings.add(fault + ": a node cannot compute a cost, and nothing is billed here");
      return Optional.empty();
    }
    List<BigDecimal> prices = list.valueStream().map(JsonNode::decimalValue).toList();
    prices.stream()
        .filter(price -> price.signum() < 0)
        .findFirst()
        .ifPresent(price ->
            warnings.add(
                pointer + " has a negative price, " + price + ", which lowers what is paid"));
    return Optional.of(new LinearPricing(vector, prices));
  }

  /// A number that is finite on a node, which reads 64-bit floating point numbers.
  private static boolean isPrice(JsonNode node) {
    return node.isNumber() && Double.isFinite(node.asDouble(Double.NaN));
  }

  private Optional<BigDecimal> number(String pointer) {
    return optional(pointer, "a number", JsonNode::isNumber).map(JsonNode::decimalValue);
  }

  private Optional<String> string(String pointer) {
    return optional(pointer, "a string", JsonNode::isString).map(JsonNode::asString);
  }

  private List<String> capabilities() {
    List<String> words = new ArrayList<>();
    optional(
            PROPERTIES + "runtime/capabilities",
            "a list of strings",
            list -> list.isArray() && list.valueStream().allMatch(JsonNode::isString))
        .ifPresent(list -> list.forEach(word -> words.add(word.asString())));
    return words;
  }

  /// A value that is optional for a supervisor. A value of the wrong type is ignored, with a
  /// warning.
  private Optional<JsonNode> optional(String pointer, String wanted, Predicate<JsonNode> is) {
    JsonNode node = tree.at(pointer);
    if (node.isMissingNode()) {
      String ending = misspelt(pointer);
      if (!ending.isEmpty()) {
        warnings.add("key " + pointer + " is missing (" + wanted + ")" + ending);
      }
    }
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!is.test(node)) {
      warnings.add(sentence(pointer, wanted, node) + ", and is ignored, as on a node");
      return Optional.empty();
    }
    return Optional.of(node);
  }

  /// The manifest's payload for this machine wins over the plain name of an image.
  private Optional<String> taskPackage() throws ProviderException {
    Optional<String> payload = string("/demand/properties/golem/srv/comp/payload");
    Optional<String> plain = string("/demand/properties/golem/srv/comp/task_package");
    if (payload.isEmpty()) {
      return plain;
    }
    JsonNode manifest = manifest(payload.get());
    if (manifest.path("compManifest").has("script")) {
      warnings.add("the manifest restricts what scripts may do, which the desk does not check");
    }
    if (!manifest.at("/compManifest/net/inet").isMissingNode()) {
      warnings.add("the manifest requests Internet access (inet), which the desk does not provide");
    }
    return ofManifest(manifest).or(() -> plain);
  }

  private JsonNode manifest(String payload) throws ProviderException {
    try {
      JsonNode manifest =
          JsonMapper.shared().readTree(Base64.getDecoder().decode(payload.getBytes(ISO_8859_1)));
      if (manifest.isObject()) {
        return manifest;
      }
    } catch (IllegalArgumentException | JacksonException _) {
      // reported below
    }
    throw new ProviderException(
        file
            + ": /demand/properties/golem/srv/comp/payload must be a manifest, a JSON object in"
            + " base64");
  }

  private static Optional<String> ofManifest(JsonNode manifest) {
    for (JsonNode entry : manifest.path("payload")) {
      String hash = entry.path("hash").asString("");
      String url = entry.path("urls").path(0).asString("");
      if (!hash.isEmpty() && !url.isEmpty() && fits(entry.path("platform"))) {
        return Optional.of("hash:" + hash + ":" + url);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(JsonNode platform) {
    return isOneOf(platform.path("arch"), OfferedHardware.machinesArchitecture())
        && isOneOf(platform.path("os"), system());
  }

  private static boolean isOneOf(JsonNode wanted, String found) {
    return wanted.isMissingNode() || wanted.isNull() || wanted.asString("").equals(found);
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "macos" : name.startsWith("windows") ? "windows" : name;
  }

  private ProviderException wrong(String pointer, String wanted, JsonNode found) {
    return new ProviderException(file + ": " + sentence(pointer, wanted, found));
  }

  /// The end of a sentence about a missing key, if another key in its place may be a misspelling of
  /// it.
  private String misspelt(String pointer) {
    JsonNode present = tree;
    for (String key : pointer.substring(1).split("/")) {
      JsonNode next = present.path(key);
      if (next.isMissingNode()) {
        return Suggestion.nearest(key, present.propertyNames())
            .map(found -> "; found '" + found + "' instead of '" + key + "'")
            .orElse("");
      }
      present = next;
    }
    return "";
  }

  private String sentence(String pointer, String wanted, JsonNode found) {
    return found.isMissingNode()
        ? "required key " + pointer + " is missing (" + wanted + ")" + misspelt(pointer)
        : pointer + " must be " + wanted + ", not " + found;
  }
}
