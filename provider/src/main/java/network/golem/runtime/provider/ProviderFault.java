package network.golem.runtime.provider;

import java.nio.file.Path;

/// A fault in a provider's files.
///
/// @param file the file with the fault
/// @param sentence which file, where in it, what was expected, what was found
public record ProviderFault(Consequence consequence, Path file, String sentence) {

  /// What the fault does to the provider.
  public enum Consequence {
    DOES_NOT_START("the provider does not start"),
    MAKES_NO_OFFER("the provider does not offer it"),
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
