package network.golem.runtime.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A runtime's answer to the request with the same id.
public sealed interface Response extends RuntimeMessage {

  /// The id of the request, an unsigned 64-bit number.
  long id();

  /// The request failed.
  ///
  /// @param context further facts, in the order of the wire
  record Error(long id, ErrorCode code, String message, Map<String, String> context)
      implements Response {
    public Error {
      context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }
  }

  /// The session is open.
  ///
  /// @param version the runtime's own version; the real supervisor does not read it
  record Hello(long id, String version) implements Response {}

  /// The command has been accepted; its events carry the same pid.
  ///
  /// @param pid an unsigned 64-bit number, chosen by the runtime, unique in the session
  record RunProcess(long id, long pid) implements Response {}

  /// The signal has been delivered.
  record KillProcess(long id) implements Response {}

  /// The runtime has stopped. The real supervisor kills it as soon as it reads this.
  record Shutdown(long id) implements Response {}

  /// The networks have been joined.
  ///
  /// @param endpoint where the runtime receives frames; `null` if the answer names none
  record CreateNetwork(long id, @Nullable Endpoint endpoint) implements Response {}

  /// An answer without content, or with content unknown to this side.
  record Unrecognized(long id) implements Response {}
}
