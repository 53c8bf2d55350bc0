package network.golem.runtime.testkit;

import java.time.Duration;

/// How a runtime ended.
///
/// @param code its exit code; 128 + n where signal n ended it
/// @param took from what ended it (the request to shut down, the end of its input, or the call that
///   waited) until it was gone
public record ExitStatus(int code, Duration took) {}
