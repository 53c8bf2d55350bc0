package network.golem.runtime.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arguments that a test passes on.
final class Words {
  private Words() {}

  /// The words as a list.
  ///
  /// @param method the test's call, for the message
  /// @throws IllegalArgumentException if one is null
  static List<String> checked(String method, @Nullable String... words) {
    List<String> checked = new ArrayList<>();
    for (@Nullable String word : words) {
      if (word == null) {
        throw new IllegalArgumentException(
            "word "
                + (checked.size() + 1)
                + " of "
                + words.length
                + " in "
                + method
                + " is null; the words before it are "
                + checked);
      }
      checked.add(word);
    }
    return checked;
  }

  /// A command's program, and its arguments.
  static List<String> command(String method, String... line) {
    if (line.length == 0) {
      throw new IllegalArgumentException("a command needs a program: run(\"greet\", \"Ada\")");
    }
    return checked(method, line);
  }
}
