package network.golem.runtime.cli;

import java.util.List;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.Prices;
import network.golem.runtime.provider.ProviderException;
import picocli.CommandLine;

/// What the commands that have `--price` share.
final class PriceWords {
  static final String LABEL = "COUNTER=GLM";

  /// The beginning of the option's description; what else counts follows it.
  static final String DESCRIPTION =
      "The price of one unit of a counter, named by its short name or its property, or"
          + " initial=GLM for each activity. May be repeated. Default: the author's prices";

  private PriceWords() {}

  /// Reads the option's values.
  ///
  /// @throws InvalidArgument if one is no price of this runtime
  static Prices parse(List<String> words, Descriptor descriptor, CommandLine command) {
    try {
      return Prices.parse(words, descriptor);
    } catch (ProviderException e) {
      throw new InvalidArgument(command, e.sentence());
    }
  }
}
