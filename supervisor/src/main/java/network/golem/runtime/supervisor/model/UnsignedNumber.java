package network.golem.runtime.supervisor.model;

import java.math.BigInteger;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import tools.jackson.databind.JsonNode;

/// The unsigned 64-bit integers that a supervisor reads.
final class UnsignedNumber {
  static final BigInteger MAX = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

  private UnsignedNumber() {}

  static boolean is(JsonNode node) {
    return node.isIntegralNumber()
        && node.bigIntegerValue().signum() >= 0
        && node.bigIntegerValue().compareTo(MAX) <= 0;
  }

  static void check(JsonFields fields, String key, JsonNode node, String what)
      throws ProviderException {
    if (!is(node)) {
      throw fields.wrong(key, what + ", from 0 to 2^64-1", node);
    }
  }

  /// At most 2^63-1: no output and no list is longer.
  static long clamped(JsonNode node) {
    return node.canConvertToLong() ? node.asLong() : Long.MAX_VALUE;
  }
}
