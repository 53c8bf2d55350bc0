/// The other end of a runtime.
module network.golem.runtime.supervisor {
  requires transitive network.golem.runtime.protocol;
  requires transitive network.golem.runtime.provider;
  requires static transitive org.jspecify;
  requires tools.jackson.dataformat.yaml;

  exports network.golem.runtime.supervisor;
}
