package network.golem.runtime.examples.httpservice.service;

import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// An object as JSON, its keys in order. A class of its own, because Java loads some 200 of
/// Jackson's when it verifies one that mentions a mapper.
final class SortedJson {
  private SortedJson() {}

  static String of(Map<?, ?> object) {
    return JsonMapper.builder()
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build()
        .writeValueAsString(object);
  }
}
