package network.golem.runtime.testkit;

/// A state that a runtime reported with `Activity.state`.
///
/// @param json its value as JSON
public record StateReport(String name, String json) {
  @Override
  public String toString() {
    return name + " = " + json;
  }
}
