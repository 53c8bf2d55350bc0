package network.golem.runtime.sdk.processes;

import java.io.IOException;
import network.golem.runtime.sdk.RuntimeFailure;

/// A program that did not start.
public final class CannotStart extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  private final int exitCode;

  private CannotStart(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CannotStart notFound(String message) {
    return new CannotStart(NOT_FOUND, message);
  }

  static CannotStart notExecutable(String message) {
    return new CannotStart(NOT_EXECUTABLE, message);
  }

  /// What a shell would exit with: 127 where there is no such program, else 126.
  public int exitCode() {
    return exitCode;
  }

  /// The same for the requestor.
  RuntimeFailure failure() {
    RuntimeFailure failure =
        new RuntimeFailure(
            exitCode == NOT_FOUND ? RuntimeFailure.Code.NOT_FOUND : RuntimeFailure.Code.INTERNAL,
            String.valueOf(getMessage()));
    failure.initCause(this);
    return failure;
  }
}
