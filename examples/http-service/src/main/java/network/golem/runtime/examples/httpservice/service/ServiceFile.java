package network.golem.runtime.examples.httpservice.service;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content of a service file, as it is written. [ServiceDefinition] is what it means.
///
/// @param requestTimeout in milliseconds
/// @param responseTimeout in milliseconds
record ServiceFile(
    @Nullable String name,
    @Nullable String description,
    @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> serverName,
    @JsonAlias("bind") @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable List<String> bindHttps,
    @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable List<String> bindHttp,
    @Nullable String from,
    @Nullable String to,
    @Nullable Certificate cert,
    @Nullable Auth auth,
    @Nullable Integer cpuThreads,
    @Nullable Long requestTimeout,
    @Nullable Long responseTimeout,
    @Nullable User user,
    @Nullable Boolean passAuthorization,
    @Nullable WrittenLimits limits,
    @Nullable Map<String, Object> offerProperties) {

  record Certificate(@Nullable String path, @Nullable String keyPath) {}

  record Auth(@Nullable String method) {}

  record User(@Nullable Auth auth) {}

  record WrittenLimits(
      @Nullable Long bodyBytes,
      @Nullable Integer headerBytes,
      @Nullable Integer connections,
      @Nullable Double idleSeconds) {}
}
