package network.golem.runtime.sdk.commandline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with the values of an author's options, in one sentence like those about the
/// supervisor's options. picocli's own messages begin with capitals, and some have several lines.
final class OptionErrors {
  private static final String MISSING = "Missing required ";

  private OptionErrors() {}

  static String sentence(ParameterException e) {
    return switch (e) {
      case MissingParameterException missing when isWithoutValue(missing) ->
          name(missing.getMissing().getFirst()) + " requires a value (" + label(missing) + ")";
      case MissingParameterException missing
          when !missing.getMissing().isEmpty() && message(e).startsWith(MISSING) ->
          missing(missing.getMissing());
      case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " was given twice";
      case MutuallyExclusiveArgsException _ -> withoutCapital(e).substring("error: ".length());
      case MaxValuesExceededException _ -> withoutCapital(e);
      case UnmatchedArgumentException unmatched when !unmatched.getUnmatched().isEmpty() ->
          "unexpected argument '" + unmatched.getUnmatched().getFirst() + "'";
      default -> invalid(e);
    };
  }

  private static boolean isWithoutValue(MissingParameterException e) {
    return e.getMissing().size() == 1 && message(e).startsWith(MISSING + "parameter for option");
  }

  private static String label(MissingParameterException e) {
    return e.getMissing().getFirst().paramLabel().replaceAll("[<>]", "");
  }

  private static String missing(List<ArgSpec> missing) {
    return missing.stream().map(OptionErrors::name).collect(Collectors.joining(", "))
        + (missing.size() == 1 ? " is required" : " are required");
  }

  /// A value that cannot be converted; the reason is picocli's, or the author's converter's.
  private static String invalid(ParameterException e) {
    ArgSpec of = e.getArgSpec();
    String message = withoutCapital(e);
    int colon = message.indexOf(": ");
    return of == null || !message.startsWith("invalid value for ") || colon < 0
        ? message
        : "invalid value for " + name(of) + message.substring(colon);
  }

  private static String name(ArgSpec of) {
    return of instanceof OptionSpec option
        ? "option " + option.longestName()
        : "argument " + of.paramLabel().replaceAll("[<>]", "");
  }

  private static String message(ParameterException e) {
    return String.valueOf(e.getMessage());
  }

  private static String withoutCapital(ParameterException e) {
    String message =
        message(e)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("; "));
    return message.isEmpty()
        ? "invalid options"
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
