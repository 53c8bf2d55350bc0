package network.golem.runtime.conformance;

/// The operating system cannot execute the runtime. The message is one sentence.
public final class RuntimeNotStarted extends Exception {
  private static final long serialVersionUID = 1L;

  RuntimeNotStarted(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
