package network.golem.runtime.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.provider.ProviderFault.Consequence;

/// What a provider finds in its files when it starts, and everything that is wrong with them.
///
/// @param runtimes by the names of their files
/// @param presets the presets; empty if the file is missing or malformed
/// @param faults the faults that do not belong to a runtime
public record Inspection(
    List<InstalledRuntime> runtimes, Presets presets, List<ProviderFault> faults) {

  /// A runtime of a provider's plugin directory.
  ///
  /// @param file the descriptor's path
  /// @param presets the presets for this runtime
  public record InstalledRuntime(
      Path file, Descriptor descriptor, List<Preset> presets, List<ProviderFault> faults) {

    /// Whether its programs exist.
    public boolean canBeStarted() {
      return faults.stream().noneMatch(fault -> fault.consequence() == Consequence.DOES_NOT_START);
    }

    /// The same runtime, with a test that fails.
    ///
    /// @param reason why the test fails, in a sentence
    public InstalledRuntime failing(String reason) {
      List<ProviderFault> more = new ArrayList<>(faults);
      more.add(new ProviderFault(Consequence.DOES_NOT_START, file, file + ": " + reason));
      return new InstalledRuntime(file, descriptor, presets, List.copyOf(more));
    }
  }

  /// Reads all descriptors and the presets. Nothing is executed.
  ///
  /// @throws ProviderException if there is no plugin directory
  public static Inspection of(ProviderDirectories provider) throws ProviderException {
    provider.plugins().checkExists();
    List<ProviderFault> faults = new ArrayList<>();
    List<Path> files = provider.plugins().descriptorFiles();
    if (files.isEmpty() && !provider.plugins().pattern().contains("*")) {
      Path missing = provider.plugins().directory().resolve(provider.plugins().pattern());
      faults.add(
          new ProviderFault(
              Consequence.DOES_NOT_START,
              missing,
              missing + " (from EXE_UNIT_PATH) does not exist"));
    }
    Presets presets = presets(provider.presets(), faults);
    List<InstalledRuntime> runtimes = new ArrayList<>();
    boolean complete = true;
    for (Path file : files) {
      try {
        for (Descriptor descriptor : Descriptor.read(file)) {
          runtimes.add(inspected(file, descriptor, presets, provider.presets(), runtimes));
        }
      } catch (ProviderException e) {
        complete = false;
        e.sentences()
            .forEach(sentence ->
                faults.add(new ProviderFault(Consequence.DOES_NOT_START, file, sentence)));
      }
    }
    List<String> names = runtimes.stream().map(each -> each.descriptor.name()).toList();
    for (Preset preset : presets.presets()) {
      if (complete && presets.isActive(preset) && !names.contains(preset.exeunitName())) {
        faults.add(
            new ProviderFault(
                Consequence.MAKES_NO_OFFER,
                provider.presets(),
                provider.presets()
                    + ": the active preset '"
                    + preset.name()
                    + "' is for the runtime '"
                    + preset.exeunitName()
                    + "', which is not in "
                    + provider.plugins().directory()));
      }
    }
    return new Inspection(List.copyOf(runtimes), presets, List.copyOf(faults));
  }

  private static Presets presets(Path file, List<ProviderFault> faults) {
    if (Files.exists(file)) {
      try {
        return Presets.read(file);
      } catch (ProviderException e) {
        e.sentences()
            .forEach(sentence ->
                faults.add(new ProviderFault(Consequence.DOES_NOT_START, file, sentence)));
      }
    }
    return new Presets(List.of(), List.of());
  }

  private static InstalledRuntime inspected(
      Path file,
      Descriptor descriptor,
      Presets presets,
      Path presetsFile,
      List<InstalledRuntime> before) {
    List<ProviderFault> faults = new ArrayList<>();
    programFault(file, "supervisor-path", descriptor.supervisorPath()).ifPresent(faults::add);
    descriptor
        .runtimePath()
        .flatMap(path -> programFault(file, "runtime-path", path))
        .ifPresent(faults::add);
    for (InstalledRuntime other : before) {
      if (other.descriptor.name().equals(descriptor.name())) {
        faults.add(
            new ProviderFault(
                Consequence.IS_NOT_USED,
                file,
                file + ": the name '" + descriptor.name() + "' is already used by " + other.file));
      }
    }
    List<Preset> own =
        presets.presets().stream()
            .filter(preset -> preset.exeunitName().equals(descriptor.name()))
            .toList();
    own.stream()
        .filter(preset -> presets.isActive(preset) && preset.usageCoeffs().isEmpty())
        .forEach(preset ->
            faults.add(
                new ProviderFault(
                    Consequence.MAKES_NO_OFFER,
                    presetsFile,
                    presetsFile
                        + ": the active preset '"
                        + preset.name()
                        + "' has no 'usage-coeffs'")));
    return new InstalledRuntime(file, descriptor, own, List.copyOf(faults));
  }

  /// A provider checks that a program exists, and then starts it, for the runtime's test.
  private static Optional<ProviderFault> programFault(Path file, String key, Path program) {
    return NamedProgram.fault(file, key, program)
        .map(sentence -> new ProviderFault(Consequence.DOES_NOT_START, file, sentence));
  }

  /// All faults: those of the provider, then those of each runtime.
  public List<ProviderFault> allFaults() {
    List<ProviderFault> all = new ArrayList<>(faults);
    runtimes.forEach(runtime -> all.addAll(runtime.faults));
    return all;
  }
}
