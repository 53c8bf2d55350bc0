package network.golem.runtime.testkit;

import java.time.Duration;

/// How a runtime ended.
///
/// @param code its exit code; 128 + n if signal n ended it
/// @param took the time from the cause (the shutdown request, the end of its input, or the call
///   that waited) until it had ended
public record ExitStatus(int code, Duration took) {}
