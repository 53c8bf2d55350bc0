package network.golem.runtime.supervisor.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads how often a command reports its progress.
final class ProgressReader {
  private static final Set<String> KEYS = Set.of("updateInterval", "updateStep");
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  private ProgressReader() {}

  /// Reads the key `progress`. In it, `updateStep` is accepted and has no effect, as on a node.
  ///
  /// @param told receives the key as the supervisor reports it
  static Optional<Duration> read(JsonFields body, List<String> warnings, ObjectNode told)
      throws ProviderException {
    JsonFields progress = body.object("progress").orElse(null);
    if (progress == null) {
      told.putNull("progress");
      return Optional.empty();
    }
    UnknownKeys.warn(progress, KEYS, warnings);
    ObjectNode shape = told.putObject("progress");
    Optional<Duration> interval = interval(progress);
    shape.put("updateInterval", interval.map(HumanDuration::format).orElse(null));
    JsonNode step = progress.member("updateStep");
    if (step != null) {
      UnsignedNumber.check(progress, "updateStep", step, "a number of bytes");
    }
    shape.set("updateStep", step);
    return Optional.of(interval.orElse(DEFAULT_INTERVAL));
  }

  private static Optional<Duration> interval(JsonFields progress) throws ProviderException {
    JsonNode given = progress.member("updateInterval");
    if (given == null) {
      return Optional.empty();
    }
    Optional<Duration> time =
        given.isString() ? HumanDuration.parse(given.asString()) : Optional.empty();
    if (time.isEmpty()) {
      throw progress.wrong("updateInterval", "a time such as \"1s\" or \"1m 30s\"", given);
    }
    return time;
  }
}
