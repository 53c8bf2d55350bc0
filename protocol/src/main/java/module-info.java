/// The wire between a supervisor and a runtime.
module network.golem.runtime.protocol {
  requires static transitive org.jspecify;

  exports network.golem.runtime.protocol;
}
