package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults that keep a provider from starting, or from making its offers.
class InspectionTest {
  @TempDir Path directory;
  private MadeUpProvider provider;
  private Path plugins;

  @BeforeEach
  void provider() throws IOException {
    provider = new MadeUpProvider(directory);
    plugins = provider.directories.plugins().directory();
  }

  private List<String> faults() throws Exception {
    return Inspection.of(provider.directories).allFaults().stream()
        .map(fault -> fault.toString().replace(provider.root.toString(), ""))
        .toList();
  }

  private static String preset(String name, String runtime, String more) {
    return "{\"name\": \"%s\", \"exeunit-name\": \"%s\"%s}".formatted(name, runtime, more);
  }

  @Test
  void intactProviderHasNoFaults() throws Exception {
    assertThat(faults()).isEmpty();
    assertThat(Inspection.of(provider.directories).runtimes())
        .extracting(runtime -> runtime.descriptor().name())
        .containsExactly("other", "vm", "wasmtime");
  }

  @Test
  void allFaultsOfAllFilesAreReported() throws Exception {
    Files.delete(plugins.resolve("vm/vm"));
    Files.writeString(plugins.resolve("ya-a.json"), "[");
    Files.writeString(
        plugins.resolve("ya-b.json"), "[{\"name\": \"b\", \"version\": \"1.0.0\"}, {}]");
    Files.writeString(provider.directories.presets(), "{\"ver\": \"V1\"}");

    assertThat(faults())
        .containsExactly(
            "/provider/data/presets.json: required key 'presets' is missing (a list of objects)"
                + " (the provider does not start)",
            "/provider/data/presets.json: required key 'active' is missing (a list of strings) (the"
                + " provider does not start)",
            "/provider/plugins/ya-a.json, line 1, column 2: invalid JSON: unexpected end: ']' is"
                + " missing (the provider does not start)",
            "/provider/plugins/ya-b.json: entry 1: required key 'supervisor-path' is missing (a"
                + " string) (the provider does not start)",
            "/provider/plugins/ya-b.json: entry 2: required key 'name' is missing (a string) (the"
                + " provider does not start)",
            "/provider/plugins/ya-b.json: entry 2: required key 'version' is missing (a string)"
                + " (the provider does not start)",
            "/provider/plugins/ya-b.json: entry 2: required key 'supervisor-path' is missing (a"
                + " string) (the provider does not start)",
            "/provider/plugins/ya-vm.json: 'runtime-path' is /provider/plugins/vm/vm, which does"
                + " not exist (the provider does not start)");
  }

  @Test
  void duplicateNameIsReported() throws Exception {
    Files.writeString(
        plugins.resolve("ya-vm2.json"), MadeUpProvider.descriptor("vm", "0.4.0", "vm/vm"));

    assertThat(faults())
        .containsExactly(
            "/provider/plugins/ya-vm2.json: the name 'vm' is already used by"
                + " /provider/plugins/ya-vm.json (the provider uses only one of them)");
  }

  /// Only active presets are offered.
  @Test
  void activePresetsThatCannotBeOfferedAreReported() throws Exception {
    Files.writeString(
        provider.directories.presets(),
        "{\"ver\": \"V1\", \"active\": [\"a\", \"b\", \"c\"], \"presets\": ["
            + preset("a", "vm", ", \"usage-coeffs\": {}")
            + ","
            + preset("b", "gone", "")
            + ","
            + preset("c", "other", ", \"usage-coeffs\": {\"my.requests\": 0}")
            + ","
            + preset("d", "other", "")
            + "]}");

    assertThat(faults())
        .containsExactly(
            "/provider/data/presets.json: the active preset 'b' is for the runtime 'gone', which is"
                + " not in /provider/plugins (the provider does not offer it)",
            "/provider/data/presets.json: the active preset 'a' has no 'usage-coeffs' (the provider"
                + " does not offer it)");
  }

  @Test
  void missingSingleDescriptorIsReported() throws Exception {
    ProviderDirectories directories =
        new ProviderDirectories(
            new PluginDirectory(plugins, "mine.json"), provider.directories.data());
    Files.delete(provider.directories.presets());

    assertThat(Inspection.of(directories).faults())
        .extracting(ProviderFault::toString)
        .containsExactly(
            plugins
                + "/mine.json (from EXE_UNIT_PATH) does not exist (the provider does not start)");
  }
}
