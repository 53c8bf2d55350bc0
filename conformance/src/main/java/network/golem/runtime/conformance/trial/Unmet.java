package network.golem.runtime.conformance.trial;

/// A check cannot be made with this runtime. The message is the reason.
public final class Unmet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unmet(String reason) {
    super(reason);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
