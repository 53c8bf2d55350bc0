package network.golem.runtime.conformance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a runtime is asked for something, and what it does then.
///
/// @param words the command's name and its arguments. `{bytes}`, `{seconds}` and `{line}` in a word
///   are replaced; the word `{args}` is replaced by any number of words
/// @param code the exit code
/// @param stdout what it prints on standard output, if that is known
/// @param stderr what it prints on standard error, if that is known
/// @param echo what is around the arguments that it prints
/// @param counter the usage counter on which it counts
/// @param by by how much
public record ProfileCommand(
    List<String> words,
    int code,
    Optional<String> stdout,
    Optional<String> stderr,
    Echo echo,
    String counter,
    double by) {
  public ProfileCommand {
    words = List.copyOf(words);
  }

  /// The output of a command that prints its arguments: each between `before` and `after`, with
  /// `between` between two of them, and `end` at the end.
  public record Echo(String before, String after, String between, String end) {
    /// What is printed for these arguments.
    public String of(List<String> args) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < args.size(); i++) {
        all.append(i > 0 ? between : "").append(before).append(args.get(i)).append(after);
      }
      return all.append(end).toString();
    }
  }

  /// A command of which nothing more is known than its exit code.
  public static ProfileCommand of(List<String> words, int code) {
    return new ProfileCommand(
        words, code, Optional.empty(), Optional.empty(), new Echo("", "", "", ""), "", 0);
  }

  /// The same, with a known output.
  public ProfileCommand printing(String text) {
    return new ProfileCommand(words, code, Optional.of(text), stderr, echo, counter, by);
  }

  /// The same, with a known output on standard error.
  public ProfileCommand complaining(String text) {
    return new ProfileCommand(words, code, stdout, Optional.of(text), echo, counter, by);
  }

  /// The same, printing its arguments.
  public ProfileCommand echoing(Echo format) {
    return new ProfileCommand(words, code, stdout, stderr, format, counter, by);
  }

  /// The words of one call.
  ///
  /// @param values by their names, without the braces
  /// @param args in place of `{args}`
  public List<String> call(Map<String, String> values, List<String> args) {
    List<String> call = new ArrayList<>();
    for (String word : words) {
      if (word.equals("{args}")) {
        call.addAll(args);
        continue;
      }
      String filled = word;
      for (Map.Entry<String, String> value : values.entrySet()) {
        filled = filled.replace("{" + value.getKey() + "}", value.getValue());
      }
      call.add(filled);
    }
    return call;
  }
}
