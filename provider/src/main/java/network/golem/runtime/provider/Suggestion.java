package network.golem.runtime.provider;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the known name that a misspelt one most likely means.
public final class Suggestion {
  private Suggestion() {}

  /// The end of a sentence about an unknown name: `; did you mean 'args'?`, or nothing if no known
  /// name is similar enough.
  public static String endingFor(String name, Collection<String> known) {
    return nearest(name, known).map(found -> "; did you mean '" + found + "'?").orElse("");
  }

  /// The known name with the fewest changes; empty if even that one differs in more than a third of
  /// the characters.
  public static Optional<String> nearest(String name, Collection<String> known) {
    int most = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(candidate -> !candidate.equals(name) && distance(name, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /// How many characters must be inserted, removed, replaced, or exchanged with their neighbour.
  private static int distance(String left, String right) {
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[][] changes = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          changes[i][j] = i + j;
          continue;
        }
        int replaced = changes[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        changes[i][j] = Math.min(replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          changes[i][j] = Math.min(changes[i][j], changes[i - 2][j - 2] + 1);
        }
      }
    }
    return changes[from.length()][to.length()];
  }
}
