package network.golem.runtime.conformance.model;

import java.util.Set;

/// A numbered requirement of the published protocol.
///
/// @param id such as `RUN-2`; it never changes its meaning
/// @param features a runtime without one of them is not concerned
/// @param statement what to do
/// @param otherwise what happens if it is not done
public record Requirement(
    String id, Severity severity, Set<String> features, String statement, String otherwise) {
  public Requirement {
    features = Set.copyOf(features);
  }
}
