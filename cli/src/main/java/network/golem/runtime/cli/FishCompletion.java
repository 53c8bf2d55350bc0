package network.golem.runtime.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A command's completion for fish, which picocli does not generate.
record FishCompletion(CommandLine root) {
  private static final Pattern SENTENCE_END = Pattern.compile("(?s)[.:;]( .*|$)");

  String script() {
    List<String> lines = new ArrayList<>();
    lines.add("complete -c " + name() + " -f");
    options(lines, root.getCommandSpec(), "__fish_use_subcommand");
    for (Map.Entry<String, CommandLine> each : root.getSubcommands().entrySet()) {
      CommandSpec spec = each.getValue().getCommandSpec();
      String used = "__fish_seen_subcommand_from " + each.getKey();
      lines.add(
          line("__fish_use_subcommand", "-a " + each.getKey(), spec.usageMessage().description()));
      options(lines, spec, used);
      for (PositionalParamSpec argument : spec.positionalParameters()) {
        String values = values(argument);
        if (!values.isEmpty()) {
          lines.add(line(used, values, new String[0]));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private void options(List<String> lines, CommandSpec spec, String when) {
    for (OptionSpec option : spec.options()) {
      if (option.hidden()) {
        continue;
      }
      StringBuilder names = new StringBuilder();
      for (String each : option.names()) {
        names
            .append(names.isEmpty() ? "" : " ")
            .append(each.startsWith("--") ? "-l " + each.substring(2) : "-s " + each.substring(1));
      }
      if (option.arity().min() > 0) {
        String values = values(option);
        names.append(" -r").append(values.isEmpty() ? " -f" : " " + values);
      }
      lines.add(line(when, names.toString(), option.description()));
    }
  }

  /// What is proposed as a value.
  private static String values(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    if (candidates != null) {
      return "-f -a " + quoted(String.join(" ", candidates));
    }
    Class<?> type =
        argument.typeInfo().isCollection()
            ? argument.typeInfo().getAuxiliaryTypes()[0]
            : argument.type();
    return type == Path.class || type == File.class ? "-F" : "";
  }

  private String line(String when, String what, String[] description) {
    String first = description.length == 0 ? "" : description[0];
    return "complete -c "
        + name()
        + " -n "
        + quoted(when)
        + " "
        + what
        + (first.isEmpty() ? "" : " -d " + quoted(SENTENCE_END.matcher(first).replaceFirst("")));
  }

  private String name() {
    return root.getCommandName();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
