package network.golem.runtime.sdk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A failure that is reported to the requestor in the author's own words. If it is thrown before a
/// command's first visible effect, it is the answer to the request, with its code and context;
/// later, it becomes a line on the command's standard error, with its code and context in
/// parentheses: `no such model (NOT_FOUND, path: /m)`.
public final class RuntimeFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// The kinds of failure in the protocol.
  public enum Code {
    /// The runtime failed.
    INTERNAL,
    /// What the request names does not exist.
    NOT_FOUND,
    /// The request is invalid.
    BAD_REQUEST
  }

  private final Code code;
  private final transient Map<String, String> context; // never serialized

  /// @param message one sentence for the requestor; truncated after 16,384 characters
  public RuntimeFailure(Code code, String message) {
    this(code, message, Map.of());
  }

  private RuntimeFailure(Code code, String message, Map<String, String> context) {
    super(message);
    this.code = code;
    this.context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }

  /// Returns the same failure with one more key and value in its context.
  public RuntimeFailure with(String key, Object value) {
    Map<String, String> more = new LinkedHashMap<>(context);
    more.put(key, String.valueOf(value));
    RuntimeFailure failure = new RuntimeFailure(code, text(), more);
    if (getCause() != null) {
      var _ = failure.initCause(getCause());
    }
    failure.setStackTrace(getStackTrace());
    return failure;
  }

  /// The kind of failure.
  public Code code() {
    return code;
  }

  /// Details in addition to the message, in the order in which they were added.
  public Map<String, String> context() {
    return context;
  }

  private String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
