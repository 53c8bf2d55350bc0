package network.golem.runtime.provider;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;

/// The hardware that a provider offers.
///
/// @param memoryGib, storageGib in units of 2^30 bytes
/// @param architecture the processor's architecture as offers name it: `x86_64`
public record OfferedHardware(
    BigDecimal threads, BigDecimal memoryGib, BigDecimal storageGib, String architecture) {
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

  /// The default of a provider without a configuration: all but one thread, 70 % of the memory, 80
  /// % of the partition.
  ///
  /// @param partition a directory on the partition
  public static OfferedHardware ofMachine(Path partition) {
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    return new OfferedHardware(
        BigDecimal.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() - 1)),
        share(memory, "0.7"),
        share(partition.toFile().getUsableSpace(), "0.8"),
        machinesArchitecture());
  }

  /// The processor of this machine, as offers and manifests name it.
  public static String machinesArchitecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }

  private static BigDecimal share(long bytes, String part) {
    return BigDecimal.valueOf(bytes)
        .multiply(new BigDecimal(part))
        .divide(GIB, 3, RoundingMode.DOWN);
  }

  /// The active profile of a provider's `hardware.json`; without that file, the machine's.
  public static OfferedHardware read(Path data) throws ProviderException {
    Path file = data.resolve("hardware.json");
    if (!Files.exists(file)) {
      Path partition = data;
      while (!Files.exists(partition) && partition.getParent() != null) {
        partition = partition.getParent();
      }
      return ofMachine(partition);
    }
    JsonFields fields = JsonFile.object(file);
    String active = fields.text("active");
    JsonFields profiles =
        fields
            .object("profiles")
            .orElseThrow(
                () -> new ProviderException(file + ": required key 'profiles' is missing"));
    JsonFields profile =
        profiles
            .object(active)
            .orElseThrow(() ->
                new ProviderException(
                    file
                        + ": 'active' names the profile '"
                        + active
                        + "', which is not one of "
                        + profiles.keys()));
    return new OfferedHardware(
        profile.decimal("cpu_threads"),
        profile.decimal("mem_gib"),
        profile.decimal("storage_gib"),
        machinesArchitecture());
  }
}
