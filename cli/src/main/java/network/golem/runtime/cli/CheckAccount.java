package network.golem.runtime.cli;

import network.golem.runtime.conformance.CheckListener;
import network.golem.runtime.conformance.CheckReport;
import network.golem.runtime.conformance.KnownFailures;

/// Shows the results of checks as they come, and a summary.
interface CheckAccount extends CheckListener {
  /// @param known the failures that were expected, as they are now
  void summary(CheckReport report, KnownFailures known);
}
