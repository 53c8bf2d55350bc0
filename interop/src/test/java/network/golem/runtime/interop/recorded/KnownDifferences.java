package network.golem.runtime.interop.recorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where our supervisor is known to differ from a recording, each with its reason: a line with `#`
/// says why, and the lines below it where, each as `case: name of the fact`.
///
/// @param byCase the names of the facts
record KnownDifferences(Map<String, Set<String>> byCase) {

  /// Those of a directory of cases, in its file `differences.txt`; none where there is no such
  /// file.
  static KnownDifferences in(Path folder) throws IOException {
    Map<String, Set<String>> byCase = new TreeMap<>();
    Path file = folder.resolve("differences.txt");
    if (!Files.exists(file)) {
      return new KnownDifferences(byCase);
    }
    String reason = "";
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#")) {
        reason = line.substring(1).strip();
      } else if (!line.isBlank()) {
        int colon = line.indexOf(": ");
        if (colon < 0 || reason.isEmpty()) {
          throw new IllegalStateException(
              file + ": a line must be `case: name of the fact` below a reason, not: " + line);
        }
        byCase
            .computeIfAbsent(line.substring(0, colon), _ -> new TreeSet<>())
            .add(line.substring(colon + 2));
      }
    }
    return new KnownDifferences(byCase);
  }

  Set<String> of(String name) {
    return byCase.getOrDefault(name, Set.of());
  }
}
