package network.golem.runtime.provider;

import java.util.List;

/// A file cannot be read, or does not say what it should. Each fault is one sentence: which file,
/// where in it, what was wanted, what was found.
public final class MalformedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // lists of strings that List.of makes can be serialized
  private final List<String> sentences;

  public MalformedFileException(String sentence) {
    this(List.of(sentence));
  }

  MalformedFileException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentences = List.of(sentence);
  }

  /// @param sentences one for each fault
  MalformedFileException(List<String> sentences) {
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
