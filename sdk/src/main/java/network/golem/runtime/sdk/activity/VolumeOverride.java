package network.golem.runtime.sdk.activity;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The supervisor's `--volume-override`: an object from the requestor's paths to `{"host":{}}`,
/// `{"ram":{…}}` or `{"storage":{…}}`. Every kind becomes a directory in the workdir.
public final class VolumeOverride {
  private static final List<String> KINDS = List.of("host", "ram", "storage");

  private VolumeOverride() {}

  /// The paths, in the order of the text.
  ///
  /// @throws IllegalArgumentException where it has another form
  public static List<String> paths(String json) {
    List<String> paths = new ArrayList<>();
    try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      expect(in.nextToken() == JsonToken.START_OBJECT, "an object", json);
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String path = in.currentName();
        expect(in.nextToken() == JsonToken.START_OBJECT, "an object at '" + path + "'", json);
        boolean known =
            in.nextToken() == JsonToken.PROPERTY_NAME && KINDS.contains(in.currentName());
        expect(known, "one of " + KINDS + " at '" + path + "'", json);
        in.nextToken();
        in.skipChildren();
        expect(
            in.nextToken() == JsonToken.END_OBJECT,
            "only one of " + KINDS + " at '" + path + "'",
            json);
        paths.add(path);
      }
      expect(in.nextToken() == null, "nothing after the object", json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "--volume-override needs JSON, not '" + json + "': " + e.getOriginalMessage(), e);
    }
    return paths;
  }

  private static void expect(boolean fulfilled, String wanted, String json) {
    if (!fulfilled) {
      throw new IllegalArgumentException(
          "--volume-override needs " + wanted + ", in '" + json + "'");
    }
  }
}
