package network.golem.runtime.sdk.invocation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.json.Json;

/// The output of `offer-template`. It is never empty, which the supervisor would treat as a
/// failure, and never contains the usage vector, which would replace the supervisor's own.
final class OfferTemplate {
  private OfferTemplate() {}

  /// One line of JSON.
  static String json(Definition definition, Offer offer) {
    Map<String, Object> properties = new LinkedHashMap<>(offer.properties());
    List<String> capabilities =
        Stream.concat(definition.capabilities().stream(), offer.capabilities().stream())
            .distinct()
            .toList();
    if (!capabilities.isEmpty()) {
      properties.put("golem.runtime.capabilities", capabilities);
    }
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("properties", properties);
    template.put("constraints", offer.constraints());
    return Json.compact(template);
  }
}
