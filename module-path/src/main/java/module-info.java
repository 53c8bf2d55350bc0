/// A runtime with its tests, as an author declares such a module.
module network.golem.runtime.modulepath {
  requires info.picocli;
  requires network.golem.runtime.sdk;
  requires network.golem.runtime.testkit;
  requires static org.jspecify;
  requires org.junit.platform.launcher;

  opens network.golem.runtime.modulepath to
      info.picocli,
      network.golem.runtime.sdk,
      network.golem.runtime.testkit,
      org.junit.platform.commons,
      tools.jackson.databind;
}
