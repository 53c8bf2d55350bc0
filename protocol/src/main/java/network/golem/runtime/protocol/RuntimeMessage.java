package network.golem.runtime.protocol;

/// What a runtime sends: the answer to a request, or an event of its own accord. On the wire both
/// are one message, told apart by a flag.
public sealed interface RuntimeMessage extends Message permits Response, Event {}
