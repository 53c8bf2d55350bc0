package network.golem.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options with which a user sets what requestor and provider have agreed on.
final class TermsOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--agreement",
      paramLabel = "FILE",
      description =
          "The agreement between requestor and provider, a JSON or YAML file: limits, image,"
              + " counters and prices. Default: derived from the descriptor, the build's preset,"
              + " the runtime's offer and this machine.")
  @Nullable Path agreement;

  @Option(
      names = "--price",
      paramLabel = PriceWords.LABEL,
      description = PriceWords.DESCRIPTION + ", also for a runtime that is installed.")
  List<String> prices = new ArrayList<>();

  /// The agreement that the user has written.
  Optional<Agreement> agreement() throws ProviderException {
    if (agreement == null) {
      return Optional.empty();
    }
    if (!prices.isEmpty()) {
      throw new InvalidArgument(
          spec.commandLine(),
          "--agreement and --price cannot be combined: write the price into " + agreement);
    }
    return Optional.of(Agreement.read(agreement));
  }

  /// The runtime at the user's prices.
  RuntimeBinary priced(RuntimeBinary played) {
    if (prices.isEmpty()) {
      return played;
    }
    if (played.descriptor().isEmpty()) {
      throw new InvalidArgument(
          spec.commandLine(),
          "--price needs a descriptor, which names the counters; " + played.path() + " has none");
    }
    return played.withPrices(
        PriceWords.parse(prices, played.descriptor().get(), spec.commandLine()));
  }
}
