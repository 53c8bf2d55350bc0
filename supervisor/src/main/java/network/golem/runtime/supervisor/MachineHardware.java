package network.golem.runtime.supervisor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;

/// What a provider offers of this machine where nothing else is configured: all but one thread, 70
/// % of the memory, 80 % of the partition.
record MachineHardware(int cores, BigDecimal memoryGib, BigDecimal storageGib) {
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

  static MachineHardware offered(Path partition) {
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    return new MachineHardware(
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        share(memory, "0.7"),
        share(partition.toFile().getUsableSpace(), "0.8"));
  }

  private static BigDecimal share(long bytes, String part) {
    return BigDecimal.valueOf(bytes)
        .multiply(new BigDecimal(part))
        .divide(GIB, 3, RoundingMode.DOWN);
  }
}
