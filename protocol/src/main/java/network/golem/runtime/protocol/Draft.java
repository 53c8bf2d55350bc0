package network.golem.runtime.protocol;

/// A message whose fields are still arriving. A message that comes in several pieces is read piece
/// by piece into one draft, which is how protobuf merges them.
abstract class Draft {

  /// Reads the value of the field that `tag` announces; where this message has no such field of
  /// this wire type, passes over it.
  abstract void field(int tag, WireReader in) throws ProtocolException;

  /// Reads all that there is.
  final void readAll(WireReader in) throws ProtocolException {
    while (in.hasMore()) {
      field(in.tag(), in);
    }
  }
}
