package network.golem.runtime.supervisor;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.golem.runtime.provider.Hardware;
import network.golem.runtime.provider.MalformedFileException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads an agreement, and of the demand's manifest the payload.
final class AgreementReader {
  private final Path file;
  private final JsonNode tree;

  private AgreementReader(Path file, JsonNode tree) {
    this.file = file;
    this.tree = tree;
  }

  static Agreement read(Path file) throws MalformedFileException {
    return new AgreementReader(file, DottedKeys.read(file)).agreement();
  }

  private Agreement agreement() throws MalformedFileException {
    JsonNode inf = tree.at("/offer/properties/golem/inf");
    if (!inf.isObject()) {
      throw wrong("/offer/properties/golem/inf", "an object (which may be empty)", inf);
    }
    String id =
        text("/agreementId")
            .orElseThrow(() -> wrong("/agreementId", "a text", tree.at("/agreementId")));
    return new Agreement(
        id,
        texts("/offer/properties/golem/com/usage/vector", true),
        new Agreement.Limits(
            number("/offer/properties/golem/inf/cpu/threads"),
            number("/offer/properties/golem/inf/mem/gib"),
            number("/offer/properties/golem/inf/storage/gib")),
        taskPackage(),
        texts("/offer/properties/golem/runtime/capabilities", false),
        warnings(),
        false);
  }

  private Optional<String> text(String pointer) throws MalformedFileException {
    JsonNode node = tree.at(pointer);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw wrong(pointer, "a text", node);
    }
    return Optional.of(node.asString());
  }

  private Optional<BigDecimal> number(String pointer) throws MalformedFileException {
    JsonNode node = tree.at(pointer);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isNumber()) {
      throw wrong(pointer, "a number", node);
    }
    return Optional.of(node.decimalValue());
  }

  private List<String> texts(String pointer, boolean required) throws MalformedFileException {
    JsonNode node = tree.at(pointer);
    List<String> texts = new ArrayList<>();
    if (!node.isArray()) {
      if (required || !node.isMissingNode()) {
        throw wrong(pointer, "a list of texts", node);
      }
      return texts;
    }
    for (JsonNode element : node) {
      if (!element.isString()) {
        throw wrong(pointer, "a list of texts", element);
      }
      texts.add(element.asString());
    }
    return texts;
  }

  /// The manifest's payload for this machine wins over the plain name of an image.
  private Optional<String> taskPackage() throws MalformedFileException {
    Optional<String> payload = text("/demand/properties/golem/srv/comp/payload");
    Optional<String> plain = text("/demand/properties/golem/srv/comp/task_package");
    return payload.isEmpty() ? plain : ofManifest(payload.get()).or(() -> plain);
  }

  private List<String> warnings() throws MalformedFileException {
    String payload = text("/demand/properties/golem/srv/comp/payload").orElse(null);
    List<String> warnings = new ArrayList<>();
    if (payload != null) {
      JsonNode manifest = manifest(payload).path("compManifest");
      if (manifest.has("script")) {
        warnings.add("the manifest restricts what scripts may do, which the desk does not check");
      }
      if (!manifest.at("/net/inet").isMissingNode()) {
        warnings.add(
            "the manifest asks for a way to the Internet (inet), which the desk does not give");
      }
    }
    return warnings;
  }

  private JsonNode manifest(String payload) throws MalformedFileException {
    try {
      return JsonMapper.shared().readTree(decoded(payload));
    } catch (JacksonException _) {
      throw new MalformedFileException(
          file + ": golem.srv.comp.payload is no manifest: it must be JSON, or that in base64");
    }
  }

  private Optional<String> ofManifest(String payload) throws MalformedFileException {
    for (JsonNode entry : manifest(payload).path("payload")) {
      String hash = entry.path("hash").asString("");
      String url = entry.path("urls").path(0).asString("");
      if (!hash.isEmpty() && !url.isEmpty() && fits(entry.path("platform"))) {
        return Optional.of("hash:" + hash + ":" + url);
      }
    }
    return Optional.empty();
  }

  private static String decoded(String payload) {
    if (payload.strip().startsWith("{")) {
      return payload;
    }
    try {
      return new String(Base64.getDecoder().decode(payload.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return payload; // and no manifest, which is said
    }
  }

  private static boolean fits(JsonNode platform) {
    return isOneOf(platform.path("arch"), Hardware.machinesArchitecture())
        && isOneOf(platform.path("os"), system());
  }

  private static boolean isOneOf(JsonNode wanted, String found) {
    return wanted.isMissingNode() || wanted.isNull() || wanted.asString("").equals(found);
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "macos" : name.startsWith("windows") ? "windows" : name;
  }

  private MalformedFileException wrong(String pointer, String wanted, @Nullable JsonNode found) {
    String what =
        found == null || found.isMissingNode()
            ? "is missing, " + wanted
            : "must be " + wanted + ", not " + found;
    return new MalformedFileException(file + ": " + pointer + " " + what);
  }
}
