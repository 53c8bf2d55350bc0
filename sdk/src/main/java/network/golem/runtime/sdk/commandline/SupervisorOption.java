package network.golem.runtime.sdk.commandline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import network.golem.runtime.sdk.SupervisorEndpoint;
import org.jspecify.annotations.Nullable;

/// The options that every runtime understands, whether it uses them or not. All take a value.
enum SupervisorOption {
  WORKDIR("--workdir", "DIR", "The activity's working directory (also -w)."),
  TASK_PACKAGE("--task-package", "FILE", "The agreement's image (also -t); may be repeated."),
  CPU_CORES("--cpu-cores", "N", "The agreed number of processor threads."),
  MEM_GIB("--mem-gib", "GIB", "The agreed memory."),
  STORAGE_GIB("--storage-gib", "GIB", "The agreed storage."),
  VOLUME_OVERRIDE("--volume-override", "JSON", "The requestor's own volumes."),
  HOSTNAME("--hostname", "NAME", "The host name that the requestor asks for."),
  VPN_ENDPOINT("--vpn-endpoint", "URL", "The supervisor's endpoint of the private network."),
  INET_ENDPOINT("--inet-endpoint", "URL", "The supervisor's endpoint for Internet access.");

  final String word;
  final String value;
  final String description;

  SupervisorOption(String word, String value, String description) {
    this.word = word;
    this.value = value;
    this.description = description;
  }

  /// The short form; empty if there is none.
  String shortWord() {
    return switch (this) {
      case WORKDIR -> "-w";
      case TASK_PACKAGE -> "-t";
      default -> "";
    };
  }

  static @Nullable SupervisorOption of(String name) {
    for (SupervisorOption option : values()) {
      if (option.word.equals(name) || (option.shortWord().equals(name) && !name.isEmpty())) {
        return option;
      }
    }
    return null;
  }

  /// The values of one command line.
  static final class Values {
    private final Map<SupervisorOption, List<String>> given =
        new HashMap<>(); // an EnumMap would read the constants by reflection

    private List<String> of(SupervisorOption option) {
      return given.computeIfAbsent(option, _ -> new ArrayList<>());
    }

    void add(SupervisorOption option, String value) throws UsageException {
      if (value.isEmpty()) {
        throw new UsageException(
            "option " + option.word + " requires a value (" + option.value + "), not an empty one");
      }
      List<String> earlier = of(option);
      if (!earlier.isEmpty() && option != TASK_PACKAGE) {
        throw new UsageException(
            option.word
                + " was given twice: '"
                + earlier.getFirst()
                + "' and '"
                + value
                + "'; give it once");
      }
      earlier.add(value);
    }

    SupervisorOptions parse() throws UsageException {
      return new SupervisorOptions(
          one(WORKDIR),
          List.copyOf(of(TASK_PACKAGE)),
          cores(),
          gib(MEM_GIB),
          gib(STORAGE_GIB),
          one(VOLUME_OVERRIDE),
          one(HOSTNAME),
          endpoint(VPN_ENDPOINT),
          endpoint(INET_ENDPOINT));
    }

    private Optional<String> one(SupervisorOption option) {
      List<String> values = of(option);
      return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    private Optional<SupervisorEndpoint> endpoint(SupervisorOption option) throws UsageException {
      try {
        return one(option).map(SupervisorEndpoint::of);
      } catch (IllegalArgumentException e) {
        throw new UsageException(option.word + " needs " + e.getMessage());
      }
    }

    private OptionalInt cores() throws UsageException {
      OptionalDouble cores =
          number(
              CPU_CORES,
              "a whole number of at least 0",
              n -> n >= 0 && n == Math.rint(n) && n < 1 << 30);
      return cores.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) cores.getAsDouble());
    }

    private OptionalDouble gib(SupervisorOption option) throws UsageException {
      return number(option, "a number of GiB of at least 0", n -> n >= 0 && Double.isFinite(n));
    }

    private OptionalDouble number(SupervisorOption option, String wanted, DoublePredicate fits)
        throws UsageException {
      Optional<String> text = one(option);
      if (text.isEmpty()) {
        return OptionalDouble.empty();
      }
      try {
        double number = Double.parseDouble(text.get());
        if (fits.test(number)) {
          return OptionalDouble.of(number);
        }
      } catch (NumberFormatException e) {
        // reported below, like a number that does not fit
      }
      throw new UsageException(option.word + " needs " + wanted + ", not '" + text.get() + "'");
    }
  }
}
