package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.WireReader.LENGTH_DELIMITED;

import java.util.Map;

/// One entry of a map, which is a message of its own on the wire. Of several entries with the same
/// key, the last one wins.
final class MapEntry extends Draft {
  private String key = "";
  private String value = "";

  static void read(WireReader in, Map<String, String> map) throws ProtocolException {
    MapEntry entry = new MapEntry();
    entry.readAll(in);
    map.put(entry.key, entry.value);
  }

  @Override
  void field(int tag, WireReader in) throws ProtocolException {
    switch (tag) {
      case 1 << 3 | LENGTH_DELIMITED -> key = in.string();
      case 2 << 3 | LENGTH_DELIMITED -> value = in.string();
      default -> in.skip(tag);
    }
  }
}
