package network.golem.runtime.provider;

import java.nio.file.Path;

/// What is wrong with a provider's files.
///
/// @param file where it is
/// @param sentence which file, where in it, what was wanted, what was found
public record ProviderFault(Consequence consequence, Path file, String sentence) {

  /// What a provider does about it.
  public enum Consequence {
    DOES_NOT_START("the provider does not start"),
    MAKES_NO_OFFER("the provider makes no offer of it"),
    IS_NOT_USED("the provider uses only one of them");

    private final String words;

    Consequence(String words) {
      this.words = words;
    }
  }

  /// The sentence, with the consequence.
  @Override
  public String toString() {
    return sentence + " (" + consequence.words + ")";
  }
}
