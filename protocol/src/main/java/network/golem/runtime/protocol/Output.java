package network.golem.runtime.protocol;

import java.util.OptionalInt;

/// How much of a command's output a requestor asks to keep.
///
/// @param atEnd the number of bytes (unsigned) to keep until the command's end; empty for none
public record Output(OptionalInt atEnd) {}
