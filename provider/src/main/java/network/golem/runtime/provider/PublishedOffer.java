package network.golem.runtime.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The offer that a provider publishes for a preset.
///
/// It lacks the properties that depend on the node's account (`golem.com.payment…`).
///
/// @param properties the properties by their full names
/// @param constraints a filter on demands
public record PublishedOffer(Map<String, JsonNode> properties, String constraints) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// A provider's own name and network, from its `globals.json`.
  public record Node(String name, String subnet) {
    /// Reads them. Missing values are the provider's defaults.
    public static Node read(Path data) throws ProviderException {
      Path file = data.resolve("globals.json");
      if (!Files.exists(file)) {
        return new Node("", "public");
      }
      JsonFields fields = JsonFile.object(file);
      return new Node(
          fields.optionalText("node_name").orElse(""),
          fields.optionalText("subnet").orElse("public"));
    }
  }

  /// Builds the offer as a provider does.
  ///
  /// @param template the templates of supervisor and runtime, merged
  /// @throws ProviderException if a provider publishes nothing, because no counter has a price
  public static PublishedOffer of(
      Descriptor runtime,
      Preset preset,
      OfferTemplate template,
      OfferedHardware hardware,
      Node node)
      throws ProviderException {
    ObjectNode all = base(runtime, template, hardware, node);
    OfferTemplate.merge(all, template.properties());
    LinearPricing pricing = LinearPricing.of(runtime, preset, template);
    all.set(OfferTemplate.USAGE_VECTOR, MAPPER.valueToTree(pricing.vector()));
    all.put("golem.com.pricing.model", "linear");
    all.set("golem.com.pricing.model.linear.coeffs", MAPPER.valueToTree(pricing.coeffs()));
    all.put("golem.com.scheme", "payu");
    Map<String, JsonNode> flat = new TreeMap<>();
    OfferTemplate.flatten("", all, flat);
    String own =
        "(&(golem.srv.comp.expiration>NOW)(golem.node.debug.subnet=" + node.subnet() + "))";
    return new PublishedOffer(flat, OfferTemplate.both(template.constraints(), own));
  }

  private static ObjectNode base(
      Descriptor runtime, OfferTemplate template, OfferedHardware hardware, Node node) {
    ObjectNode base = MAPPER.createObjectNode();
    base.put("golem.node.id.name", node.name());
    base.put("golem.node.debug.subnet", node.subnet());
    base.put("golem.node.net.is-public", false);
    base.put("golem.inf.mem.gib", hardware.memoryGib());
    base.put("golem.inf.storage.gib", hardware.storageGib());
    base.put("golem.inf.cpu.architecture", hardware.architecture());
    base.put("golem.inf.cpu.cores", hardware.threads());
    base.put("golem.inf.cpu.threads", hardware.threads());
    runtime
        .properties()
        .forEach((key, json) -> base.set("golem.runtime." + key, MAPPER.readTree(json)));
    base.put("golem.runtime.name", runtime.name());
    base.put("golem.runtime.version", runtime.version());
    base.put("golem.srv.caps.multi-activity", true);
    base.put(
        "golem.srv.caps.payload-manifest", capabilities(template).contains("manifest-support"));
    return base;
  }

  /// The elements of `golem.runtime.capabilities`.
  public static List<String> capabilities(OfferTemplate template) {
    List<String> words = new ArrayList<>();
    template.property("golem.runtime.capabilities").forEach(word -> words.add(word.asString("")));
    return words;
  }

  /// As one JSON object.
  public JsonNode toJson() {
    ObjectNode object = MAPPER.createObjectNode();
    ObjectNode all = object.putObject("properties");
    properties.forEach(all::set);
    object.put("constraints", constraints);
    return object;
  }
}
