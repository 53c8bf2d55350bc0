package network.golem.runtime.examples.httpservice.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content of a service file, as it is written. [ServiceDefinition] is what it means. There are
/// no annotations of Jackson's, so that the SDK reads the file without it.
///
/// @param serverName a string, or a list of them; likewise `bindHttps` and `bindHttp`
/// @param bind another name of `bindHttps`
/// @param requestTimeout in milliseconds
/// @param responseTimeout in milliseconds
record ServiceFile(
    @Nullable String name,
    @Nullable String description,
    @Nullable Object serverName,
    @Nullable Object bindHttps,
    @Nullable Object bind,
    @Nullable Object bindHttp,
    @Nullable String from,
    @Nullable String to,
    @Nullable Certificate cert,
    @Nullable Auth auth,
    @Nullable Integer cpuThreads,
    @Nullable Long requestTimeout,
    @Nullable Long responseTimeout,
    @Nullable User user,
    boolean passAuthorization,
    WrittenLimits limits,
    Map<String, Object> offerProperties) {
  private static final int KIB = 1024;

  ServiceFile() {
    this(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        new WrittenLimits(),
        Map.of());
  }

  record Certificate(@Nullable String path, @Nullable String keyPath) {}

  record Auth(@Nullable String method) {}

  record User(@Nullable Auth auth) {}

  record WrittenLimits(long bodyBytes, int headerBytes, int connections, double idleSeconds) {
    WrittenLimits() {
      this(Long.MAX_VALUE, 16 * KIB, 20_000, 60);
    }
  }
}
