package network.golem.runtime.sdktests;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why a call is answered differently here than the reference was recorded to answer it.
enum RecordedDifference {
  USAGE_ERROR(
      ".*-(no-sub|noargs|run-noargs|unknown-sub.*|deploy-workdir-noval|deploy-workdir-twice)"
          + "|(cm|env|ex)-unknown-flag.*|be-unknown-flag|be-unknown-flag-similar|be-positional.*",
      2,
      "What is wrong with the command line is one sentence, and an exit code of its own."),
  UNKNOWN_OPTION(
      "be-unknown-flag-w",
      0,
      "An option that nobody knows is passed over with a warning, so that a newer supervisor does"
          + " not break a runtime; where the author declares positionals, it is refused."),
  NO_WORKDIR(
      ".*-(deploy|start)-noworkdir|.*-deploy-workdir-(empty|missing-dir|after)",
      2,
      "deploy and start need a directory that exists; without one, an activity's files would lie"
          + " wherever the process happens to be."),
  RUN_WITHOUT_WORKDIR(
      "cm-run-noworkdir|ex-run-noworkdir",
      0,
      "run by hand without --workdir gets a temporary one, which is removed at its end."),
  WORDS_OF_THE_REQUESTOR(
      ".*-(deploy-flag-nodash|deploy-help|sub-version)",
      0,
      "What follows the phase is the requestor's, whatever it looks like."),
  SUPERVISORS_OPTIONS(
      "(cm|env|ex)-supervisor-.*",
      0,
      "Every option that the supervisor may pass is understood by every runtime."),
  ENTRYPOINT(
      "(cm|env|ex)-run-entrypoint",
      0,
      "run --entrypoint is what the supervisor calls in one-shot mode."),
  RUN_BY_HAND(
      "ex-run-args.*|env-run-(args.*|noworkdir)|be-run-(args.*|echo|exec|noop|sleep300|value)",
      0,
      "A command that is run by hand runs to its end, in both modes, and prints what it prints: no"
          + " pid behind it."),
  FAILED_COMMAND("be-run-failcmd", 1, "A command that fails says why and has a true exit code."),
  FAILURE_IS_NO_PANIC(
      "be-deploy-panic|be-start-err",
      1,
      "A failure is a sentence and exit code 1, whatever it is."),
  TYPED_DEPLOYMENT(
      "be-deploy-json",
      0,
      "What deploy answers is made of typed values, so it cannot be malformed."),
  DEFAULTS(
      "ex-conf-(empty-.*|missing-field)",
      0,
      "What a configuration does not mention keeps its default."),
  LINE_OF_START(
      "ex-start|ex-start-args|ex-start-dashdash", 0, "The JSON that start prints is a line.");

  private final Pattern calls;
  private final int exitCode;
  private final String reason;

  RecordedDifference(String calls, int exitCode, String reason) {
    this.calls = Pattern.compile(calls);
    this.exitCode = exitCode;
    this.reason = reason;
  }

  /// Why the call of this name is answered differently; empty where it is not.
  static Optional<RecordedDifference> of(String call) {
    return Arrays.stream(values())
        .filter(difference -> difference.calls.matcher(call).matches())
        .findFirst();
  }

  /// What we exit with.
  int exitCode() {
    return exitCode;
  }

  /// Why that is better.
  String reason() {
    return reason;
  }
}
