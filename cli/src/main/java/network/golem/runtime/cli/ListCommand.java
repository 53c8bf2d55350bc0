package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.provider.DescribedRuntime;
import network.golem.runtime.provider.Inspection;
import network.golem.runtime.provider.Inspection.InstalledRuntime;
import network.golem.runtime.provider.Presets;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.ProviderFault;
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
    description = "List the runtimes of a provider on this machine, and any problems with them.",
    footer = {
      "",
      "The exit code is 1 if the provider would not start, or would not publish an active offer."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class ListCommand extends ProviderCommand {
  /// Below it, each part of a row is on a line of its own.
  private static final int NARROW = 60;

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
            "the runtime " + name + " is not installed in " + directories.plugins().directory());
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
              ? Trials.failure(runtime.descriptor(), runtime.descriptor().runtimePath())
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

  private static String table(ProviderDirectories directories, Inspection inspection) {
    StringBuilder text = new StringBuilder();
    text.append("plugins ").append(directories.plugins().directory()).append('\n');
    text.append("presets ").append(directories.presets()).append("\n\n");
    List<InstalledRuntime> runtimes = inspection.runtimes();
    boolean stacked = Terminal.columns().orElse(NARROW) < NARROW;
    int width = runtimes.stream().mapToInt(runtime -> title(runtime).length()).max().orElse(0);
    for (InstalledRuntime runtime : runtimes) {
      String title = title(runtime);
      List<String> presets = presets(runtime, inspection.presets());
      text.append(title)
          .append(stacked ? "\n  " : " ".repeat(width - title.length() + 2))
          .append(presets.isEmpty() ? "no preset" : "presets " + String.join(", ", presets))
          .append('\n');
      for (ProviderFault fault : runtime.faults()) {
        text.append("  ! ").append(fault).append('\n');
      }
    }
    return runtimes.isEmpty() ? text.append("no runtimes\n").toString() : text.toString();
  }

  private static String title(InstalledRuntime runtime) {
    return runtime.descriptor().name() + " " + runtime.descriptor().version();
  }

  private static String json(Inspection inspection) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (InstalledRuntime runtime : inspection.runtimes()) {
      ObjectNode object = array.addObject();
      object.put("name", runtime.descriptor().name());
      object.put("version", runtime.descriptor().version());
      object.put("descriptor", runtime.file().toString());
      ArrayNode presets = object.putArray("presets");
      presets(runtime, inspection.presets()).forEach(presets::add);
      ArrayNode problems = object.putArray("problems");
      runtime.faults().forEach(fault -> problems.add(fault.toString()));
    }
    return array.toPrettyString();
  }
}
