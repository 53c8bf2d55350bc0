/// A provider's plugin directory.
module network.golem.runtime.provider {
  requires java.management;
  requires jdk.management;
  requires static transitive org.jspecify;
  requires transitive tools.jackson.databind;

  exports network.golem.runtime.provider;
}
