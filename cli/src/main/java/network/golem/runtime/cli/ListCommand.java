package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.provider.DescribedRuntime;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.Inspection;
import network.golem.runtime.provider.Inspection.InstalledRuntime;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.Presets;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.ProviderFault;
import network.golem.runtime.provider.Suggestion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `golem-runtime list`: shows the runtimes in a provider's plugin directory, and whatever would
/// keep the provider from starting or from publishing its offers.
@Command(
    name = "list",
    description =
        "List the runtimes of a provider on this machine, their prices, and any problems with"
            + " them.",
    footer = {
      "",
      "Prices are in GLM, by the counters' short names, as 'install --price' takes them.",
      "",
      "The exit code is 0 if the provider would start and publish all active offers, 1 if not, or"
          + " if a RUNTIME is not installed, 2 if the arguments are invalid."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class ListCommand extends ProviderCommand {
  @Parameters(
      paramLabel = "RUNTIME",
      arity = "0..*",
      description = "Only these: " + NamedRuntime.FORMS)
  List<Path> runtimes = new ArrayList<>();

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  @Option(
      names = "--test",
      description = "Also run each runtime's test, as a provider does when it starts.")
  boolean test;

  @Override
  int call(ProviderDirectories directories) throws ProviderException, InterruptedException {
    Inspection inspection = named(Inspection.of(directories), directories);
    if (test) {
      inspection = tested(inspection);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(inspection) + "\n" : table(directories, inspection));
    out.flush();
    inspection.faults().forEach(fault -> complain(fault.toString()));
    return inspection.allFaults().isEmpty() ? 0 : GolemRuntimeCommand.FAILED;
  }

  private Inspection named(Inspection all, ProviderDirectories directories)
      throws ProviderException {
    if (runtimes.isEmpty()) {
      return all;
    }
    Set<String> names = new LinkedHashSet<>();
    for (Path runtime : runtimes) {
      names.add(DescribedRuntime.nameOf(runtime));
    }
    List<InstalledRuntime> chosen =
        all.runtimes().stream().filter(each -> names.contains(each.descriptor().name())).toList();
    for (String name : names) {
      if (chosen.stream().noneMatch(each -> each.descriptor().name().equals(name))) {
        throw new ProviderException(
            "the runtime "
                + name
                + " is not installed in "
                + directories.plugins().directory()
                + Suggestion.endingFor(
                    name, all.runtimes().stream().map(each -> each.descriptor().name()).toList()));
      }
    }
    return new Inspection(chosen, all.presets(), List.of());
  }

  private static Inspection tested(Inspection inspection)
      throws ProviderException, InterruptedException {
    List<InstalledRuntime> runtimes = new ArrayList<>();
    for (InstalledRuntime runtime : inspection.runtimes()) {
      Optional<String> failure =
          runtime.canBeStarted()
              ? Trials.failure(runtime.descriptor(), runtime.descriptor().runtimePath(), _ -> {})
              : Optional.empty();
      runtimes.add(failure.isPresent() ? runtime.failing(failure.get()) : runtime);
    }
    return new Inspection(runtimes, inspection.presets(), inspection.faults());
  }

  /// The names of a runtime's presets; inactive ones are in parentheses.
  private static List<String> presets(InstalledRuntime runtime, Presets presets) {
    return runtime.presets().stream()
        .map(preset -> presets.isActive(preset) ? preset.name() : "(" + preset.name() + ")")
        .toList();
  }

  /// For each runtime, its presets, the test and the problems, each on a line of its own, so that
  /// it can be read on a narrow terminal, too.
  private String table(ProviderDirectories directories, Inspection inspection) {
    StringBuilder text = new StringBuilder();
    text.append("plugins ").append(directories.plugins().directory()).append('\n');
    text.append("presets ").append(directories.presets()).append("\n\n");
    for (InstalledRuntime runtime : inspection.runtimes()) {
      text.append(runtime.descriptor().name())
          .append(' ')
          .append(runtime.descriptor().version())
          .append('\n');
      for (Preset preset : runtime.presets()) {
        text.append(inspection.presets().isActive(preset) ? "  preset " : "  inactive preset ")
            .append(preset.name())
            .append(": ")
            .append(prices(preset, runtime.descriptor()))
            .append('\n');
      }
      if (runtime.presets().isEmpty()) {
        text.append("  no preset\n");
      }
      if (test && runtime.canBeStarted()) {
        text.append(
            runtime.descriptor().runtimePath().isPresent()
                ? "  test ok\n"
                : "  test ok, of its supervisor: the descriptor names no runtime-path\n");
      }
      for (ProviderFault fault : runtime.faults()) {
        text.append("  ! ").append(fault).append('\n');
      }
    }
    return inspection.runtimes().isEmpty()
        ? text.append("no runtimes\n").toString()
        : text.toString();
  }

  /// The prices in GLM, in the form in which `install --price` takes them.
  private static String prices(Preset preset, Descriptor descriptor) {
    List<String> prices = new ArrayList<>();
    preset
        .usageCoeffs()
        .forEach((property, price) -> {
          Descriptor.@Nullable Counter counter = descriptor.counters().get(property);
          prices.add((counter == null ? property : counter.name()) + "=" + plain(price));
        });
    if (preset.initialPrice().signum() != 0) {
      prices.add("initial=" + plain(preset.initialPrice()));
    }
    return prices.isEmpty() ? "no prices" : String.join(", ", prices) + " (GLM)";
  }

  private static String plain(BigDecimal price) {
    return price.signum() == 0 ? "0" : price.stripTrailingZeros().toPlainString();
  }

  private String json(Inspection inspection) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (InstalledRuntime runtime : inspection.runtimes()) {
      ObjectNode object = array.addObject();
      object.put("name", runtime.descriptor().name());
      object.put("version", runtime.descriptor().version());
      object.put("descriptor", runtime.file().toString());
      ArrayNode presets = object.putArray("presets");
      presets(runtime, inspection.presets()).forEach(presets::add);
      ObjectNode prices = object.putObject("prices");
      for (Preset preset : runtime.presets()) {
        ObjectNode ofPreset = prices.putObject(preset.name());
        preset.usageCoeffs().forEach(ofPreset::put);
        ofPreset.put("initial", preset.initialPrice());
      }
      if (test) {
        object.put("test", runtime.canBeStarted() ? "ok" : "failed");
      }
      ArrayNode problems = object.putArray("problems");
      runtime.faults().forEach(fault -> problems.add(fault.toString()));
    }
    return array.toPrettyString();
  }
}
