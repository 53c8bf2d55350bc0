package network.golem.runtime.provider;

import java.util.List;

/// Something is wrong with a provider's or a runtime's files: a file is missing, malformed or not
/// writable, or does not fit the others. Each fault is one sentence with the file, the position,
/// what was expected and what was found.
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // lists created by List.of are serializable
  private final List<String> sentences;

  public ProviderException(String sentence) {
    this(List.of(sentence));
  }

  ProviderException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentences = List.of(sentence);
  }

  /// @param sentences one for each fault
  ProviderException(List<String> sentences) {
    super(sentences.getFirst());
    this.sentences = List.copyOf(sentences);
  }

  /// The first fault.
  public String sentence() {
    return sentences.getFirst();
  }

  /// One sentence for each fault, in the order of the file.
  public List<String> sentences() {
    return sentences;
  }
}
