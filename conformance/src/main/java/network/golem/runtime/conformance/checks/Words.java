package network.golem.runtime.conformance.checks;

import java.util.List;
import java.util.stream.Stream;

/// Command lines.
final class Words {
  private Words() {}

  static List<String> plus(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }
}
