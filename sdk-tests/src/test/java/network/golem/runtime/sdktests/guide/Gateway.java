package network.golem.runtime.sdktests.guide;

import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.FrameLink;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.NetworkEndpoint;
import network.golem.runtime.sdk.NetworkRequest;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeIdentity;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A service that a provider offers several times, each with a name and a configuration of its own.
@RuntimeDef(name = "gateway", version = "1.0.0", capabilities = "vpn")
public final class Gateway implements RuntimeIdentity {
  @Parameters(index = "0", arity = "0..1", defaultValue = "gateway")
  String service;

  @Option(names = "--data")
  Path data;

  @Override
  public String name() {
    return service;
  }

  @Override
  public Optional<Path> dataDirectory() {
    return Optional.ofNullable(data);
  }

  record Settings(int reflections) {}

  static void main(String[] args) {
    GolemRuntime.launch(
        Gateway.class,
        (definition, context) -> new Reflector(context.config(Settings.class)),
        args);
  }

  record Reflector(Settings settings) implements GolemRuntime {
    @Override
    public NetworkEndpoint joinNetwork(NetworkRequest request, Activity activity) throws Exception {
      FrameLink link = FrameLink.open(request);
      activity.background("reflector", () -> reflect(link));
      return link.endpoint();
    }

    private void reflect(FrameLink link) throws Exception {
      byte[] frame = new byte[FrameLink.LONGEST_FRAME];
      for (int length = link.receive(frame); length >= 0; length = link.receive(frame)) {
        for (int i = 0; i < settings.reflections(); i++) {
          link.send(frame, 0, length);
        }
      }
    }

    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }
  }
}
