package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.golem.runtime.provider.DescribedRuntime;
import network.golem.runtime.provider.OfferTemplate;
import network.golem.runtime.provider.OfferedHardware;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.Presets;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.PublishedOffer;
import network.golem.runtime.supervisor.OfferCall;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `golem-runtime offer RUNTIME`: shows what a provider would publish for a runtime.
@Command(
    name = "offer",
    description = "Show the offer that a provider on this machine would publish for a runtime.",
    footer = {
      "",
      "Properties that depend on the node's account (golem.com.payment…) are left out. Prices are"
          + " taken from the provider's active preset for the runtime, or from the runtime's own"
          + " preset if there is none.",
      "",
      "The exit code is 1 if there would be no offer, or if the runtime's offer-template failed,"
          + " even if a provider would make an offer anyway, and 2 if the arguments are invalid."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class OfferCommand extends ProviderCommand {
  @Parameters(paramLabel = "RUNTIME", description = "The runtime: " + NamedRuntime.FORMS)
  Path runtime;

  @Option(
      names = "--runtime-arg",
      paramLabel = "ARG",
      description = "An argument to pass to the runtime before the phase. May be repeated.")
  List<String> runtimeArgs = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = RunCommand.TimeConverter.class,
      description =
          "How long the runtime's offer-template may take, such as 5s or 500ms. Default: 30s; a"
              + " provider waits forever.")
  Duration timeout = OfferCall.USUAL_LIMIT;

  @Option(names = "--json", description = "Print a JSON object.")
  boolean json;

  @Override
  int call(ProviderDirectories directories) throws ProviderException, InterruptedException {
    DescribedRuntime offered = DescribedRuntime.packaged(runtime, directories);
    warnOf(NamedRuntime.doubts(offered.binary()));
    Preset preset = preset(offered, directories);
    OfferCall call =
        OfferCall.of(
            RuntimeBinary.of(offered),
            runtimeArgs,
            Path.of("").toAbsolutePath(),
            System.err,
            timeout);
    OfferTemplate template = OfferTemplate.ofSupervisor().with(call.template());
    if (call.code() != 0) {
      complain(call.failure());
    }
    PublishedOffer offer =
        PublishedOffer.of(
            offered.descriptor(),
            preset,
            template,
            OfferedHardware.read(directories.data()),
            PublishedOffer.Node.read(directories.data()));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? offer.toJson().toPrettyString() + "\n" : lines(offer));
    out.flush();
    return call.code() == 0 ? 0 : GolemRuntimeCommand.FAILED;
  }

  /// The provider's preset if the runtime is installed, otherwise the author's.
  private static Preset preset(DescribedRuntime offered, ProviderDirectories directories)
      throws ProviderException {
    if (Files.exists(directories.presets())) {
      Presets presets = Presets.read(directories.presets());
      for (Preset each : presets.presets()) {
        if (each.exeunitName().equals(offered.descriptor().name())
            && presets.active().contains(each.name())) {
          return each;
        }
      }
    }
    return offered
        .preset()
        .orElseThrow(() ->
            new ProviderException(
                "no preset.json in the directory of "
                    + offered.binary()
                    + ", so the runtime's prices are unknown"));
  }

  private static String lines(PublishedOffer offer) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> property : offer.properties().entrySet()) {
      text.append(property.getKey()).append(" = ").append(property.getValue()).append('\n');
    }
    return text.append("\nconstraints ").append(offer.constraints()).append('\n').toString();
  }
}
