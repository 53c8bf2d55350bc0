package network.golem.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.provider.Alias;
import network.golem.runtime.provider.Change;
import network.golem.runtime.provider.DescribedRuntime;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.Inspection;
import network.golem.runtime.provider.Installation;
import network.golem.runtime.provider.InstallationLock;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.RuntimePackage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `golem-runtime install RUNTIME`: copies a packaged runtime into a provider's plugin directory,
/// and offers it by a preset.
@Command(
    name = "install",
    description =
        "Install a packaged runtime for a provider on this machine, with a preset that offers it.",
    footer = {
      "",
      "A provider reads descriptors and tests all runtimes when it starts; changed presets take"
          + " effect while it runs.",
      "",
      "The exit code is 0 if the runtime was installed, 1 if not, 2 if the arguments are invalid."
          + " Nothing is changed unless it is 0."
    })
final class InstallCommand extends ProviderCommand {
  @Parameters(paramLabel = "RUNTIME", description = "The runtime: " + NamedRuntime.FORMS)
  Path runtime;

  @Option(
      names = "--price",
      paramLabel = PriceWords.LABEL,
      description = PriceWords.DESCRIPTION + "; an existing preset keeps its prices.")
  List<String> prices = new ArrayList<>();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "The preset's name. Default: the runtime's.")
  @Nullable String preset;

  @Option(names = "--no-preset", description = "Do not change presets.json.")
  boolean noPreset;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Install the runtime under this name, which is also the preset's default name. Several"
              + " names may share one runtime's files.")
  @Nullable String name;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Offer this version. Default: the runtime's.")
  @Nullable String version;

  @Option(
      names = "--runtime-arg",
      paramLabel = "ARG",
      description =
          "An argument to pass to the runtime in every phase, after those in its descriptor. May"
              + " be repeated; if it begins with -, write --runtime-arg=ARG.")
  List<String> runtimeArgs = new ArrayList<>();

  @Option(
      names = "--no-test",
      description =
          "Install the runtime even if its test fails, although the provider will then not start.")
  boolean noTest;

  @Mixin ReportOptions report;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean help;

  @Override
  int call(ProviderDirectories directories) throws ProviderException, InterruptedException {
    provider.refuseHalf(directories, spec.commandLine());
    if (noPreset && (preset != null || !prices.isEmpty())) {
      throw new InvalidArgument(
          spec.commandLine(), "--no-preset cannot be combined with --preset or --price");
    }
    if (preset != null && preset.isBlank()) {
      throw new InvalidArgument(spec.commandLine(), "--preset must not be blank");
    }
    if (name != null && !Alias.isName(name)) {
      throw new InvalidArgument(
          spec.commandLine(),
          "--name must consist of letters, digits, dots, hyphens and underscores, not '"
              + name
              + "'");
    }
    if (version != null && !Descriptor.isSemanticVersion(version)) {
      throw new InvalidArgument(
          spec.commandLine(),
          "--version must be a semantic version like 1.0.0, not '" + version + "'");
    }
    DescribedRuntime described = DescribedRuntime.packaged(runtime, directories);
    RuntimePackage installed = RuntimePackage.of(described);
    warnOf(NamedRuntime.doubts(described.binary()));
    QuickPackage.doubt(described.binary()).ifPresent(doubt -> warnOf(List.of(doubt)));
    List<Change> changes;
    if (report.dryRun) {
      changes = plan(installed, directories);
      if (!noTest) {
        test(installed, installed.descriptor().runtimePath().orElseThrow());
      }
    } else {
      try (InstallationLock _ = InstallationLock.take(directories, this::complain)) {
        changes = plan(installed, directories);
        Installation installation = new Installation(directories);
        installation.make(
            changes,
            installation.binary(installed),
            noTest ? Installation.Trial.NONE : binary -> test(installed, binary));
      }
    }
    report.of(spec).print(changes, directories.presets());
    if (!report.dryRun) {
      Inspection.of(directories).allFaults().forEach(fault -> complain(fault.toString()));
    }
    return 0;
  }

  private List<Change> plan(RuntimePackage installed, ProviderDirectories directories)
      throws ProviderException {
    Optional<String> presetName =
        noPreset
            ? Optional.empty()
            : Optional.ofNullable(preset)
                .or(() -> Optional.ofNullable(name))
                .or(() -> installed.preset().map(Preset::name))
                .or(() -> Optional.of(installed.descriptor().name()));
    return new Installation(directories)
        .install(
            installed,
            alias(),
            presetName,
            PriceWords.parse(prices, installed.descriptor(), spec.commandLine()));
  }

  private Alias alias() {
    return new Alias(Optional.ofNullable(name), Optional.ofNullable(version), runtimeArgs);
  }

  private void test(RuntimePackage installed, Path binary)
      throws ProviderException, InterruptedException {
    Optional<String> failure =
        Trials.failure(
            alias().of(installed.descriptor()),
            Optional.of(binary),
            line -> warnOf(List.of("the runtime's test says: " + line)));
    if (failure.isPresent()) {
      throw new ProviderException(
          failure.get() + " (the provider would not start; --no-test installs it anyway)");
    }
  }
}
