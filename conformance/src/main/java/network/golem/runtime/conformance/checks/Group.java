package network.golem.runtime.conformance.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.Requirements;

/// Checks about one topic, in the order in which they are executed.
final class Group {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final String name;
  private final List<Check> checks = new ArrayList<>();
  private List<String> after;
  private Set<String> needs = Set.of();

  /// @param after the checks that all checks of this group take for granted
  Group(String name, String... after) {
    this.name = name;
    this.after = List.of(after);
  }

  /// All further checks take these for granted, too.
  void then(String... ids) {
    after = Stream.concat(after.stream(), Stream.of(ids)).toList();
  }

  /// All further checks are only for runtimes with this feature, even if their requirements are for
  /// all.
  void onlyFor(String feature) {
    needs = Set.of(feature);
  }

  List<Check> checks() {
    return checks;
  }

  /// Begins a check.
  ///
  /// @param id without the group's name
  /// @param sentence what is required, in one line
  /// @param requirements the ID of the requirement that it is about, and of others that it checks
  Draft check(String id, String sentence, String... requirements) {
    return new Draft(name + "." + id, sentence, List.of(requirements));
  }

  /// A check without its body.
  final class Draft {
    private final String id;
    private final String sentence;
    private final List<String> requirements;
    private List<String> prerequisites = after;
    private Duration limit = LIMIT;
    private boolean alone;

    private Draft(String id, String sentence, List<String> requirements) {
      this.id = id;
      this.sentence = sentence;
      this.requirements = requirements;
    }

    /// It takes these for granted, too.
    Draft after(String... ids) {
      prerequisites = Stream.concat(prerequisites.stream(), Stream.of(ids)).toList();
      return this;
    }

    /// It measures, or needs the machine: nothing else is executed meanwhile.
    Draft alone(Duration mayTake) {
      alone = true;
      limit = mayTake;
      return this;
    }

    void by(Check.Body body) {
      Requirements published = Requirements.published();
      checks.add(
          new Check(
              new CheckDescription(
                  id,
                  sentence,
                  requirements.stream().map(published::get).toList(),
                  prerequisites,
                  needs,
                  alone),
              limit,
              body));
    }
  }
}
