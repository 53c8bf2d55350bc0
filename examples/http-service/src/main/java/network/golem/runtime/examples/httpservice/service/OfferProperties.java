package network.golem.runtime.examples.httpservice.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.Offer;
import org.jspecify.annotations.Nullable;

/// What a service's offer says, in the names and the shapes that requestors know: below
/// `golem.runtime.http-auth`, with objects as JSON in a string.
public final class OfferProperties {
  private static final String PREFIX = "golem.runtime.http-auth.";

  private OfferProperties() {}

  /// The offer of a service.
  ///
  /// @throws ConfigurationException if a key of `offerProperties` makes no property's name
  public static Offer of(ServiceDefinition service) {
    Offer offer = Offer.of();
    for (Map.Entry<String, Object> entry : service.properties().entrySet()) {
      @Nullable Object value = shaped(entry.getValue());
      if (value != null) {
        offer = with(offer, entry.getKey(), value);
      }
    }
    offer =
        offer.property(
            PREFIX + "https", !service.https().isEmpty() && service.certificate().isPresent());
    return service.cpuThreads().isPresent()
        ? offer.property(PREFIX + "cpu-threads", service.cpuThreads().getAsInt())
        : offer;
  }

  private static Offer with(Offer offer, String key, Object value) {
    String name = PREFIX + sanitized(key);
    try {
      return offer.property(name, value);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "offerProperties, key '"
              + key
              + "': it becomes '"
              + name
              + "', which cannot be the name of a property; use letters, digits, '-' and '.'",
          e);
    }
  }

  /// The counterpart's rule, to the letter, so that a provider's properties keep their names: only
  /// the first run of other characters is removed, and each pair is joined once.
  static String sanitized(String key) {
    return key.toLowerCase(Locale.ROOT)
        .replaceFirst("[^a-z0-9\\-_.]+", "")
        .replace("_", "-")
        .replace("--", "-")
        .replace("..", ".")
        .replaceFirst("\\.+$", "");
  }

  /// Numbers, booleans and strings as they are, null as nothing, an object as JSON in a string.
  private static @Nullable Object shaped(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return SortedJson.of(object);
    }
    if (value instanceof Collection<?> list) {
      List<Object> shaped = new ArrayList<>();
      for (Object element : list) {
        @Nullable Object part = shaped(element);
        if (part != null) {
          shaped.add(part);
        }
      }
      return shaped;
    }
    return value;
  }
}
