package network.golem.runtime.sdk.definition;

import network.golem.runtime.sdk.UsageCounter;

/// The values of a [UsageCounter].
public record DeclaredCounter(String name, String description, double price) {
  static DeclaredCounter of(UsageCounter counter) {
    return new DeclaredCounter(counter.name(), counter.description(), counter.price());
  }
}
