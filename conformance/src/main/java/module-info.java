/// Checks of runtimes in any language.
@SuppressWarnings("module") // the test kit is built after this module
module network.golem.runtime.conformance {
  requires static com.google.errorprone.annotations;
  requires java.xml;
  requires transitive network.golem.runtime.supervisor;
  requires static transitive org.jspecify;
  requires tools.jackson.databind;

  exports network.golem.runtime.conformance;
  exports network.golem.runtime.conformance.model;
}
