package network.golem.runtime.conformance.checks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All checks, in the order in which they are executed: a check comes after those that it takes for
/// granted.
public final class Catalogue {
  private static final List<Check> ALL =
      checked(
          Stream.<Supplier<Group>>of(
                  CommandLineChecks::group,
                  TestChecks::group,
                  OfferChecks::group,
                  DeployChecks::group,
                  FrameChecks::group,
                  MessageChecks::group,
                  StartChecks::group,
                  HelloChecks::group,
                  RunChecks::group,
                  OutputChecks::group,
                  KillChecks::group,
                  UsageChecks::group,
                  StateChecks::group,
                  NetworkChecks::group,
                  ShutdownChecks::group,
                  EndChecks::group,
                  OneShotChecks::group,
                  LoadChecks::group)
              .flatMap(group -> group.get().checks().stream())
              .toList());

  private Catalogue() {}

  public static List<Check> all() {
    return ALL;
  }

  private static List<Check> checked(List<Check> checks) {
    Set<String> before = new HashSet<>();
    for (Check check : checks) {
      if (!before.containsAll(check.description().after()) || !before.add(check.id())) {
        throw new IllegalStateException(
            check.id() + " is not unique, or comes before one of " + check.description().after());
      }
    }
    return checks;
  }
}
