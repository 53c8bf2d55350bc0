package network.golem.runtime.interop.recorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The known differences between our supervisor and the recordings, with their reasons: a line with
/// `#` is a reason, and the lines below it are the differences, each as `case: name of the fact`. A
/// line that ends in `(at times)` is a difference that only occurs if the machine is busy.
///
/// @param byCase the names of the facts
/// @param atTimes the names of facts that need not differ
record KnownDifferences(Map<String, Set<String>> byCase, Map<String, Set<String>> atTimes) {
  private static final String AT_TIMES = " (at times)";

  /// The differences of a directory of cases, in its file `differences.txt`; none if there is no
  /// such file.
  static KnownDifferences in(Path directory) throws IOException {
    Map<String, Set<String>> byCase = new TreeMap<>();
    Map<String, Set<String>> atTimes = new TreeMap<>();
    Path file = directory.resolve("differences.txt");
    if (!Files.exists(file)) {
      return new KnownDifferences(byCase, atTimes);
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
        (line.endsWith(AT_TIMES) ? atTimes : byCase)
            .computeIfAbsent(line.substring(0, colon), _ -> new TreeSet<>())
            .add(line.substring(colon + 2).replace(AT_TIMES, ""));
      }
    }
    return new KnownDifferences(byCase, atTimes);
  }

  /// The differences that always occur.
  Set<String> of(String name) {
    return byCase.getOrDefault(name, Set.of());
  }

  boolean mayBe(String name, String fact) {
    return of(name).contains(fact) || atTimes.getOrDefault(name, Set.of()).contains(fact);
  }
}
