package network.golem.runtime.sdk.config;

/// Says that Jackson must read the content.
final class NotPlainException extends Exception {
  private static final long serialVersionUID = 1L;

  NotPlainException() {}

  NotPlainException(Throwable cause) {
    super(cause);
  }
}
