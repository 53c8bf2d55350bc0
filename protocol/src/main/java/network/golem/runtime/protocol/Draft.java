package network.golem.runtime.protocol;

/// A message whose fields are still arriving. A message that comes in several pieces is read piece
/// by piece into one draft, which is how protobuf merges them.
abstract class Draft {

  /// Reads the value of the field that `tag` announces, or skips it if this message has no such
  /// field of this wire type.
  abstract void field(int tag, WireReader in) throws ProtocolException;

  /// Reads all fields.
  final void readAll(WireReader in) throws ProtocolException {
    while (in.hasMore()) {
      field(in.tag(), in);
    }
  }
}
