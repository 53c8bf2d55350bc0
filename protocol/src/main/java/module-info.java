/// The wire between a supervisor and a runtime.
@SuppressWarnings("module") // the two are built after this module
module network.golem.runtime.protocol {
  requires static transitive org.jspecify;

  exports network.golem.runtime.protocol;
  exports network.golem.runtime.protocol.environment to
      network.golem.runtime.sdk,
      network.golem.runtime.supervisor;
}
