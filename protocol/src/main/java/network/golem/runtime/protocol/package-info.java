/// The messages that a Golem supervisor and a runtime exchange over the runtime's standard input
/// and output, and their encoding.
///
/// A supervisor sends a [Request][network.golem.runtime.protocol.Request]. A runtime answers with a
/// [Response][network.golem.runtime.protocol.Response] that has the same id, and sends an
/// [Event][network.golem.runtime.protocol.Event] without a request. On the wire, each is a protobuf
/// message that follows its length.
///
/// - [Connection][network.golem.runtime.protocol.Connection] is one end of a session: it sends and
///   receives whole messages.
/// - [MessageReader][network.golem.runtime.protocol.MessageReader] and
///   [FrameBuffer][network.golem.runtime.protocol.FrameBuffer] are its two halves, for code that
///   controls when to read and when to write.
@NullMarked
package network.golem.runtime.protocol;

import org.jspecify.annotations.NullMarked;
