/// The other end of a runtime.
@SuppressWarnings("module") // the test kit is built after this module
module network.golem.runtime.supervisor {
  requires static com.google.errorprone.annotations;
  requires transitive network.golem.runtime.protocol;
  requires transitive network.golem.runtime.provider;
  requires static transitive org.jspecify;
  requires tools.jackson.dataformat.yaml;

  exports network.golem.runtime.supervisor;
  exports network.golem.runtime.supervisor.model;
  exports network.golem.runtime.supervisor.process to
      network.golem.runtime.conformance,
      network.golem.runtime.testkit;
  exports network.golem.runtime.supervisor.session to
      network.golem.runtime.testkit;
  exports network.golem.runtime.supervisor.play to
      network.golem.runtime.testkit;
  exports network.golem.runtime.supervisor.transfer to
      network.golem.runtime.testkit;
}
