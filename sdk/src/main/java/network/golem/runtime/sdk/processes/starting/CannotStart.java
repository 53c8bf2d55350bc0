package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.messages.Sentence;

/// A program could not be started.
public final class CannotStart extends IOException implements Sentence {
  private static final long serialVersionUID = 1L;
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  private final int exitCode;

  private final String sentence;

  private CannotStart(int exitCode, String sentence, String detail) {
    super(detail.isEmpty() ? sentence : sentence + " (" + detail + ")");
    this.exitCode = exitCode;
    this.sentence = sentence;
  }

  /// @param sentence for the requestor, without this machine's paths
  /// @param detail for the log alone; or nothing
  static CannotStart notFound(String sentence, String detail) {
    return new CannotStart(NOT_FOUND, sentence, detail);
  }

  /// @param sentence for the requestor, without this machine's paths
  /// @param detail for the log alone; or nothing
  public static CannotStart notExecutable(String sentence, String detail) {
    return new CannotStart(NOT_EXECUTABLE, sentence, detail);
  }

  /// The working directory does not exist.
  static CannotStart noDirectory(ProgramCall call) {
    return notFound(
        "the working directory for '" + call.program() + "' does not exist",
        call.directory().toString());
  }

  /// The exit code of a shell in this case: 127 if the program was not found, otherwise 126.
  public int exitCode() {
    return exitCode;
  }

  /// The failure that the requestor sees.
  public RuntimeFailure failure() {
    RuntimeFailure failure =
        new RuntimeFailure(
            exitCode == NOT_FOUND ? RuntimeFailure.Code.NOT_FOUND : RuntimeFailure.Code.INTERNAL,
            sentence);
    failure.initCause(this);
    return failure;
  }
}
