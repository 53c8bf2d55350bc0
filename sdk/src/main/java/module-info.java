/// The library that the author of a runtime writes against.
@SuppressWarnings("module") // the test kit is built after this module
module network.golem.runtime.sdk {
  requires static com.google.errorprone.annotations;
  requires static transitive org.jspecify;
  requires info.picocli;
  requires java.logging;
  requires network.golem.runtime.protocol;
  requires transitive org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;
  requires tools.jackson.dataformat.yaml;
  requires org.snakeyaml.engine;

  exports network.golem.runtime.sdk;
  exports network.golem.runtime.sdk.host to
      network.golem.runtime.testkit;
  exports network.golem.runtime.sdk.launch to
      network.golem.runtime.testkit;
  exports network.golem.runtime.sdk.build to
      network.golem.runtime.testkit;
  exports network.golem.runtime.sdk.logging to
      network.golem.runtime.testkit;
}
