package network.golem.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import network.golem.runtime.provider.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, in one sentence.
final class UsageErrors {
  private static final Pattern POSITION =
      Pattern.compile("positional parameter at index \\d+ \\((.+?)\\)");

  private UsageErrors() {}

  static String sentence(ParameterException e) {
    String fault = fault(e);
    return e instanceof InvalidArgument || fault.endsWith("?") ? fault : fault + "; see --help";
  }

  private static String fault(ParameterException e) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing
          when missing.getMissing().size() == 1
              && missing.getMissing().getFirst() instanceof OptionSpec option
              && !option.required() ->
          "option '" + option.longestName() + "' requires a value (" + option.paramLabel() + ")";
      case OverwrittenOptionException twice
          when twice.getOverwritten() instanceof OptionSpec option ->
          "option '" + option.longestName() + "' must not be given twice";
      default ->
          String.valueOf(e.getMessage()).startsWith("Missing required subcommand")
              ? "no command given"
              : uncapitalized(POSITION.matcher(String.valueOf(e.getMessage())).replaceFirst("$1"));
    };
  }

  static ParameterException unknownCommand(CommandLine root, String name) {
    return new ParameterException(
        root,
        "unknown command '"
            + name
            + "'"
            + Suggestion.endingFor(name, root.getSubcommands().keySet()));
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandLine line = e.getCommandLine();
    String first = e.getUnmatched().isEmpty() ? "" : e.getUnmatched().getFirst();
    if (e.isUnknownOption()) {
      int equals = first.indexOf('=');
      String name = equals < 0 ? first : first.substring(0, equals);
      List<String> known = new ArrayList<>();
      line.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
      known.removeIf(each -> !each.startsWith("--")); // a short one resembles any other
      return "unknown option '" + name + "'" + Suggestion.endingFor(name, known);
    }
    return line.getParent() == null
        ? String.valueOf(unknownCommand(line, first).getMessage())
        : "unexpected argument '" + first + "'";
  }

  /// picocli's message in the style of ours, which begin with a lower-case letter.
  private static String uncapitalized(String message) {
    return message.isEmpty()
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
