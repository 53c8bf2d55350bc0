package network.golem.runtime.conformance.checks;

import java.time.Duration;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.trial.Violation;

/// One check.
///
/// @param limit how long it may take
public record Check(CheckDescription description, Duration limit, Body body) {

  /// What a check does.
  public interface Body {
    /// @throws Violation if the requirement is not met
    /// @throws Unmet if it cannot be checked with this runtime
    void run(Trial trial) throws Exception;
  }

  public String id() {
    return description.id();
  }
}
