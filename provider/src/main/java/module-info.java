/// A provider's plugin directory.
module network.golem.runtime.provider {
  requires static transitive org.jspecify;
  requires tools.jackson.databind;
}
