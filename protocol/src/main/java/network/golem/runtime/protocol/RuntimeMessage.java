package network.golem.runtime.protocol;

/// A message from a runtime: the answer to a request, or an event. On the wire both are the same
/// message, distinguished by a flag.
public sealed interface RuntimeMessage extends Message permits Response, Event {}
