/// Tests of a runtime without a Golem node.
module network.golem.runtime.testkit {
  requires transitive network.golem.runtime.sdk;
  requires transitive network.golem.runtime.supervisor;
  requires java.logging;
  requires network.golem.runtime.conformance;
  requires static transitive org.jspecify;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports network.golem.runtime.testkit;

  opens network.golem.runtime.testkit to
      org.junit.platform.commons;
}
