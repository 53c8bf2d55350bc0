package network.golem.runtime.sdktests;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// The reasons why some calls are answered differently than by the reference.
enum RecordedDifference {
  USAGE_ERROR(
      ".*-(no-sub|noargs|run-noargs|unknown-sub.*|deploy-workdir-noval|deploy-workdir-twice)"
          + "|(cm|env|ex)-unknown-flag.*|be-unknown-flag|be-unknown-flag-similar|be-positional.*",
      2,
      "An error on the command line is one sentence, with an exit code of its own."),
  UNKNOWN_OPTION(
      "be-unknown-flag-w",
      0,
      "An unknown option is ignored with a warning, so that a newer supervisor does not break a"
          + " runtime; where the word behind it may be one of the author's positionals, it is"
          + " refused."),
  NO_WORKDIR(
      ".*-(deploy|start)-noworkdir|.*-deploy-workdir-(empty|missing-dir|after)",
      2,
      "deploy and start need a directory that exists; without one, an activity's files would end"
          + " up in whatever directory the process was started in."),
  RUN_WITHOUT_WORKDIR(
      "cm-run-noworkdir|ex-run-noworkdir",
      0,
      "run by hand without --workdir gets a temporary directory, which is removed at its end."),
  WORDS_OF_THE_REQUESTOR(
      ".*-(deploy-flag-nodash|deploy-help|sub-version)",
      0,
      "Everything after the phase belongs to the requestor, whatever it looks like."),
  SUPERVISORS_OPTIONS(
      "(cm|env|ex)-supervisor-.*",
      0,
      "Every runtime understands every option that the supervisor may pass."),
  ENTRYPOINT(
      "(cm|env|ex)-run-entrypoint",
      0,
      "run --entrypoint is what the supervisor calls in one-shot mode."),
  RUN_BY_HAND(
      "ex-run-args.*|env-run-(args.*|noworkdir)|be-run-(args.*|echo|exec|noop|sleep300|value)",
      0,
      "A command run by hand runs to its end in both modes, and its output is not followed by a"
          + " pid."),
  FAILED_COMMAND("be-run-failcmd", 1, "A command that fails says why and has a true exit code."),
  FAILURE_IS_NO_PANIC(
      "be-deploy-panic|be-start-err", 1, "Any failure is one sentence and exit code 1."),
  TYPED_DEPLOYMENT(
      "be-deploy-json",
      0,
      "The answer of deploy is built from typed values, so it cannot be malformed."),
  DEFAULTS(
      "ex-conf-(empty-.*|missing-field)",
      0,
      "Keys that a configuration does not set keep their defaults."),
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

  /// The reason why the call of this name is answered differently; empty if it is not.
  static Optional<RecordedDifference> of(String call) {
    return Arrays.stream(values())
        .filter(difference -> difference.calls.matcher(call).matches())
        .findFirst();
  }

  /// Our exit code.
  int exitCode() {
    return exitCode;
  }

  /// The reason.
  String reason() {
    return reason;
  }
}
