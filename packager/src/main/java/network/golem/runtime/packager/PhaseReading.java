package network.golem.runtime.packager;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The part of a launcher that finds the phase on the command line, before Java starts: the first
/// word that is one, and no option's value.
///
/// @param options how many words follow each option at least, whatever they are; other words after
///   it are only its values if they are neither options nor phases
public record PhaseReading(Map<String, Integer> options) {

  public PhaseReading {
    options = Map.copyOf(options);
  }

  /// Sets `golem_phase` in a shell: to a phase, to `information` if help or the version is asked
  /// for, or to nothing.
  public String text() {
    if (options.isEmpty()) { // nobody knows what a word is then
      return "golem_phase=\n";
    }
    return Launcher.template("phase.sh").replace("@options@\n", patterns());
  }

  private String patterns() {
    Map<Integer, List<String>> byNumber = new TreeMap<>();
    options.forEach((name, number) -> {
      byNumber.computeIfAbsent(number, _ -> new ArrayList<>()).add(Launcher.quoted(name));
      if (number > 1) { // `--name=value` is one of them
        byNumber
            .computeIfAbsent(number - 1, _ -> new ArrayList<>())
            .add(Launcher.quoted(name + "=") + "*");
      }
    });
    return byNumber.entrySet().stream()
        .map(entry ->
            "    "
                + entry.getValue().stream().sorted().collect(Collectors.joining(" | "))
                + ") golem_values="
                + entry.getKey()
                + " ;;\n")
        .collect(Collectors.joining());
  }
}
