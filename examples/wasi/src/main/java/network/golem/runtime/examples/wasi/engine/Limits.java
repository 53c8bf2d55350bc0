package network.golem.runtime.examples.wasi.engine;

import java.time.Duration;

/// The limits of one guest.
///
/// @param memoryBytes the size of its memory; a guest that asks for more is told that there is none
/// @param outputBytes standard output and standard error together
/// @param time from its start to its end
public record Limits(long memoryBytes, long outputBytes, Duration time) {}
