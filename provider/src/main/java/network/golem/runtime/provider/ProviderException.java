package network.golem.runtime.provider;

import java.util.List;

/// Something about a provider's files or a runtime's is wrong: a file is missing, malformed or not
/// writable, or does not fit the others. Each fault is one sentence: which file, where in it, what
/// was expected, what was found.
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // lists of strings that List.of makes can be serialized
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

  /// The message, which is about the first fault.
  public String sentence() {
    return sentences.getFirst();
  }

  /// One for each fault, in the order of the file.
  public List<String> sentences() {
    return sentences;
  }
}
