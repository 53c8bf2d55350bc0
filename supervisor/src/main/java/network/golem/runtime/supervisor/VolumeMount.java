package network.golem.runtime.supervisor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.MalformedFileException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A volume that a requestor wishes for, as the real supervisor hands it on: sizes rounded to one
/// decimal in SI units.
final class VolumeMount {
  private static final Pattern SIZE =
      Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*)\\s*");
  private static final List<String> SI = List.of("B", "KB", "MB", "GB", "TB", "PB", "EB");
  private static final List<String> BINARY = List.of("", "KIB", "MIB", "GIB", "TIB", "PIB", "EIB");
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final Map<String, List<String>> SIZES =
      Map.of("host", List.of(), "ram", List.of("size"), "storage", List.of("size", "preallocate"));

  /// A directory of the host.
  static final String HOST = "{\"host\":{}}";

  private VolumeMount() {}

  /// The JSON text for the runtime.
  static String reprinted(JsonFields volumes, String path) throws MalformedFileException {
    JsonFields kinds = volumes.object(path).orElse(null);
    if (kinds == null
        || kinds.keys().size() != 1
        || !SIZES.containsKey(kinds.keys().iterator().next())) {
      throw new MalformedFileException(
          volumes.place()
              + ": '"
              + path
              + "' must have one of host, ram and storage as its only key");
    }
    String kind = kinds.keys().iterator().next();
    JsonFields body = kinds.object(kind).orElse(null);
    ObjectNode mount = JsonMapper.shared().createObjectNode();
    ObjectNode reprinted = mount.putObject(kind);
    if (body != null) {
      for (String key : SIZES.getOrDefault(kind, List.of())) {
        JsonNode size = body.member(key);
        if (size != null) {
          reprinted.put(key, si(bytes(body, key, size)));
        }
      }
      body.optionalText("errors").ifPresent(errors -> reprinted.put("errors", errors));
    }
    if (!kind.equals("host") && !reprinted.has("size")) {
      throw new MalformedFileException(
          volumes.place() + ": '" + path + "' needs a 'size', such as \"10GiB\"");
    }
    return mount.toString();
  }

  private static BigInteger bytes(JsonFields body, String key, JsonNode size)
      throws MalformedFileException {
    Matcher matcher = SIZE.matcher(size.isNumber() ? size.toString() : size.asString(""));
    if (matcher.matches()) {
      BigDecimal unit = unit(matcher.group(2).toUpperCase(Locale.ROOT));
      if (unit != null) {
        return new BigDecimal(matcher.group(1)).multiply(unit).toBigInteger();
      }
    }
    throw body.wrong(key, "a size like 1024, \"10GiB\" or \"1.5 GB\"", size);
  }

  private static @Nullable BigDecimal unit(String unit) {
    if (unit.isEmpty() || SI.contains(unit)) {
      return THOUSAND.pow(Math.max(0, SI.indexOf(unit)));
    }
    return BINARY.contains(unit) ? BigDecimal.valueOf(1024).pow(BINARY.indexOf(unit)) : null;
  }

  /// `10GiB` becomes `10.7 GB`, 512 becomes `512 B`.
  static String si(BigInteger bytes) {
    BigDecimal value = new BigDecimal(bytes);
    int unit = 0;
    while (value.compareTo(THOUSAND) >= 0 && unit < SI.size() - 1) {
      value = value.divide(THOUSAND);
      unit++;
    }
    return (unit == 0
            ? value.toPlainString()
            : value.setScale(1, RoundingMode.HALF_UP).toPlainString())
        + " "
        + SI.get(unit);
  }
}
