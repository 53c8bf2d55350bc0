package network.golem.runtime.supervisor.session;

/// The session is over, so no further answer can arrive. The message says how it ended.
public final class SessionEnded extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  SessionEnded(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// How it ended.
  public String reason() {
    return reason;
  }
}
