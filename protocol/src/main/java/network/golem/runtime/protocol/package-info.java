/// The messages that a Golem supervisor and a runtime exchange over the runtime's standard input
/// and output, and how they cross a stream.
///
/// A supervisor sends a [Request][network.golem.runtime.protocol.Request]; a runtime answers with a
/// [Response][network.golem.runtime.protocol.Response] of the same id, and reports of its own
/// accord with an [Event][network.golem.runtime.protocol.Event]. On the wire each is a protobuf
/// message with its length before it.
///
/// - [Connection][network.golem.runtime.protocol.Connection] is one end of a session: it sends and
///   receives whole messages.
/// - [MessageReader][network.golem.runtime.protocol.MessageReader] and
///   [FrameBuffer][network.golem.runtime.protocol.FrameBuffer] are its two halves, for those who
///   decide for themselves when to read and when to write.
@NullMarked
package network.golem.runtime.protocol;

import org.jspecify.annotations.NullMarked;
