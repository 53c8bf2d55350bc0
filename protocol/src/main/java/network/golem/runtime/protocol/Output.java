package network.golem.runtime.protocol;

import java.util.OptionalInt;

/// What a requestor wants kept of a command's output.
///
/// @param atEnd how many bytes to keep until the end (unsigned); empty: none
public record Output(OptionalInt atEnd) {}
