package network.golem.runtime.conformance;

import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;

/// Hears of the results as they come, one at a time.
public interface CheckListener {
  /// The runtime could be started, and this is known of it.
  void began(CheckProfile profile, int checks);

  /// A check is over.
  void ended(CheckResult result);
}
