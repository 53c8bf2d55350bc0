package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.golem.runtime.provider.Hardware;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.provider.Offer;
import network.golem.runtime.provider.OfferTemplate;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.Presets;
import network.golem.runtime.provider.ProviderFolders;
import network.golem.runtime.provider.RuntimePackage;
import network.golem.runtime.supervisor.OfferCall;
import network.golem.runtime.supervisor.RuntimeBinary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `golem-runtime offer RUNTIME`: what a provider would publish for a runtime.
@Command(
    name = "offer",
    description = "Show the offer that a provider of this machine would publish for a runtime.",
    footer = {
      "",
      "Properties that depend on the node's account (golem.com.payment…) are left out. The prices",
      "are those of the provider's active preset for the runtime; without one, of the runtime's"
          + " own."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class OfferCommand extends ProviderCommand {
  @Parameters(
      paramLabel = "RUNTIME",
      description =
          "The runtime: its descriptor (ya-runtime-NAME.json), its binary, or the folder it was"
              + " built in.")
  Path runtime;

  @Option(
      names = "--runtime-arg",
      paramLabel = "WORD",
      description = "A word for the runtime, before the phase. May be repeated.")
  List<String> runtimeArgs = new ArrayList<>();

  @Option(names = "--json", description = "Print a JSON object.")
  boolean json;

  @Override
  int call(ProviderFolders folders) throws MalformedFileException, InterruptedException {
    RuntimePackage offered = RuntimePackage.at(runtime);
    Preset preset = preset(offered, folders);
    OfferCall call =
        OfferCall.of(
            RuntimeBinary.at(offered.file()),
            runtimeArgs,
            Path.of("").toAbsolutePath(),
            System.err);
    OfferTemplate template = OfferTemplate.ofSupervisor().with(call.template());
    if (call.code() != 0) {
      complain(
          "the runtime's offer-template ended with exit code "
              + call.code()
              + ", which a supervisor takes for an empty template");
    }
    Offer offer =
        Offer.of(
            offered.descriptor(),
            preset,
            template,
            Hardware.read(folders.data()),
            Offer.Node.read(folders.data()));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? offer.toJson().toPrettyString() + "\n" : lines(offer));
    out.flush();
    return 0;
  }

  /// The provider's own where it has the runtime, else the author's.
  private static Preset preset(RuntimePackage offered, ProviderFolders folders)
      throws MalformedFileException {
    if (Files.exists(folders.presets())) {
      Presets presets = Presets.read(folders.presets());
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
            new MalformedFileException(
                offered.folder().resolve("preset.json")
                    + " is missing, so nobody knows what the runtime costs"));
  }

  private static String lines(Offer offer) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> property : offer.properties().entrySet()) {
      text.append(property.getKey()).append(" = ").append(property.getValue()).append('\n');
    }
    return text.append("\nconstraints ").append(offer.constraints()).append('\n').toString();
  }
}
