package network.golem.runtime.conformance.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a check is about.
///
/// @param id stable, such as `run.end.once`; the part before the first dot is its group
/// @param sentence what is required, in one line
/// @param requirements the requirements that it checks, the first of which is what it is mainly
///   about
/// @param after the checks that it takes for granted: if one of them fails, this is not reached
/// @param needs further features that a runtime must have to be concerned
/// @param alone whether it must not run beside others, because it measures or needs the machine
public record CheckDescription(
    String id,
    String sentence,
    List<Requirement> requirements,
    List<String> after,
    Set<String> needs,
    boolean alone) {
  public CheckDescription {
    needs = Set.copyOf(needs);
    requirements = List.copyOf(requirements);
    after = List.copyOf(after);
  }

  /// Such as `run`.
  public String group() {
    return id.substring(0, id.indexOf('.'));
  }

  /// The IDs of its requirements.
  public List<String> requirementIds() {
    return requirements.stream().map(Requirement::id).toList();
  }

  /// That of its main requirement.
  public Severity severity() {
    return requirements.getFirst().severity();
  }

  /// The features that a runtime must have to be concerned.
  public Set<String> features() {
    Set<String> features = new TreeSet<>(needs);
    requirements.forEach(requirement -> features.addAll(requirement.features()));
    return features;
  }
}
