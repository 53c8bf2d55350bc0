package network.golem.runtime.sdk.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import network.golem.runtime.sdk.Volumes.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The supervisor's `--volume-override`: an object from the requestor's paths to `{"host":{}}`,
/// `{"ram":{"size":…}}` or `{"storage":{"size":…,"preallocate":…,"errors":…}}`, with sizes as
/// numbers or strings.
public final class VolumeOverride {
  private static final List<String> KINDS = List.of("host", "ram", "storage");
  private static final List<String> SIZES = List.of("size", "preallocate");

  private final String json;

  private VolumeOverride(String json) {
    this.json = json;
  }

  /// What the requestor asks for.
  ///
  /// @param size in bytes; empty if none is given
  public record Asked(String path, Kind kind, OptionalLong size) {}

  /// All of them, in the order of the JSON.
  ///
  /// @throws IllegalArgumentException if it has another form
  public static List<Asked> parse(String json) {
    return new VolumeOverride(json).parse();
  }

  private List<Asked> parse() {
    List<Asked> asked = new ArrayList<>();
    try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      expect(in.nextToken() == JsonToken.START_OBJECT, "an object");
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        asked.add(volume(in, in.currentName()));
      }
      expect(in.nextToken() == null, "nothing after the object");
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "--volume-override needs JSON, not '" + json + "': " + e.getOriginalMessage(), e);
    }
    return asked;
  }

  private Asked volume(JsonParser in, String path) {
    expect(in.nextToken() == JsonToken.START_OBJECT, "an object at '" + path + "'");
    boolean known = in.nextToken() == JsonToken.PROPERTY_NAME && KINDS.contains(in.currentName());
    expect(known, "one of " + KINDS + " at '" + path + "'");
    Kind kind = Kind.valueOf(in.currentName().toUpperCase(Locale.ROOT));
    expect(in.nextToken() == JsonToken.START_OBJECT, "an object below '" + path + "'");
    OptionalLong size = OptionalLong.empty();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (SIZES.contains(name)) {
        long bytes = size(in, value, path, name);
        size = name.equals("size") ? OptionalLong.of(bytes) : size;
      } else {
        in.skipChildren();
      }
    }
    expect(in.nextToken() == JsonToken.END_OBJECT, "only one of " + KINDS + " at '" + path + "'");
    return new Asked(path, kind, size);
  }

  private long size(JsonParser in, JsonToken value, String path, String name) {
    expect(
        value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT,
        "a number or a string as the " + name + " of '" + path + "'");
    try {
      return ByteSize.parse(in.getString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--volume-override, the " + name + " of '" + path + "': " + e.getMessage(), e);
    }
  }

  private void expect(boolean fulfilled, String wanted) {
    if (!fulfilled) {
      throw new IllegalArgumentException(
          "--volume-override needs " + wanted + ", in '" + json + "'");
    }
  }
}
