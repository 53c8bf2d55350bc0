package network.golem.runtime.examples.httpservice;

import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeIdentity;
import network.golem.runtime.sdk.UsageCounter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The definition. An argument on the command line names the service, and a service file of that
/// name describes it. A provider has a descriptor for each, with `--runtime-arg NAME`.
@RuntimeDef(
    name = HttpService.NAME,
    version = "1.0.0",
    description = "Sells access to an HTTP service",
    counters = @UsageCounter(name = HttpService.REQUESTS, description = "Requests", price = 0.0001),
    stopSeconds = 4)
public final class HttpService implements RuntimeIdentity {
  static final String NAME = "http-auth";
  static final String REQUESTS = "http-auth.requests";

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = NAME,
      description = "Which service this is.")
  String name;

  @Option(
      names = "--services",
      description = "A directory in which service files are looked for first.")
  @Nullable Path services;

  @Override
  public String name() {
    return name;
  }

  static void main(String[] args) {
    GolemRuntime.launch(
        HttpService.class,
        (self, _) -> new ServiceRuntime(Optional.ofNullable(self.services)),
        args);
  }
}
