/// The other end of a runtime.
module network.golem.runtime.supervisor {
  requires java.management;
  requires jdk.management;
  requires transitive network.golem.runtime.protocol;
  requires transitive network.golem.runtime.provider;
  requires static transitive org.jspecify;

  exports network.golem.runtime.supervisor;
}
