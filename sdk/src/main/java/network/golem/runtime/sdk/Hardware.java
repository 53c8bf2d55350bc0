package network.golem.runtime.sdk;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The agreed limits. A limit is empty if the supervisor has not passed it.
///
/// @param cores processor threads
/// @param memoryGib memory in GiB
/// @param storageGib storage in GiB
public record Hardware(OptionalInt cores, OptionalDouble memoryGib, OptionalDouble storageGib) {}
