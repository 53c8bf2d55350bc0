package network.golem.runtime.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a script is played.
///
/// @param workdir the activity's directory; it exists
/// @param runtimeArgs handed to the runtime in every call, before the phase
/// @param timeout for each command. Without one, deploy and the answer to hello have a minute (a
///   node waits for ever), and everything else has no limit
public record PlayOptions(Path workdir, List<String> runtimeArgs, Optional<Duration> timeout) {
  private static final Duration PREPARING = Duration.ofMinutes(1);

  public PlayOptions {
    runtimeArgs = List.copyOf(runtimeArgs);
  }

  TimeLimit forPreparing() {
    return new TimeLimit(timeout.orElse(PREPARING));
  }

  TimeLimit forRun() {
    return timeout.map(TimeLimit::new).orElse(TimeLimit.NONE);
  }
}
