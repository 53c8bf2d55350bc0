package network.golem.runtime.conformance.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long a thread that was ready has waited for a processor. On a busy machine, what it reads
/// may have been there for much longer than the runtime would be allowed to take.
final class Lateness {
  /// On Linux: nanoseconds on a processor, nanoseconds of waiting for one, time slices.
  private static final Path OF_THIS_THREAD = Path.of("/proc/thread-self/schedstat");

  private Lateness() {}

  /// The waiting time of this thread since its start, in nanoseconds; 0 if the system does not
  /// tell.
  static long total() {
    try {
      String[] numbers = Files.readString(OF_THIS_THREAD).strip().split(" ");
      return numbers.length > 1 ? Long.parseLong(numbers[1]) : 0;
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }
}
