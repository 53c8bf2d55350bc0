package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.nio.file.Path;

/// A transfer has failed.
public final class TransferException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final String explanation;
  private final boolean passing;

  /// A failure that trying again would not help.
  ///
  /// @param sentence in the words of a node's supervisor, if they are known
  /// @param explanation what it does not say; may be empty
  public TransferException(String sentence, String explanation) {
    this(sentence, explanation, false);
  }

  private TransferException(String sentence, String explanation, boolean passing) {
    super(sentence);
    this.sentence = sentence;
    this.explanation = explanation;
    this.passing = passing;
  }

  /// A failure after which a node's supervisor tries again.
  static TransferException passing(String sentence, String explanation) {
    return new TransferException(sentence, explanation, true);
  }

  /// The same failure after this number of attempts.
  TransferException after(int tries) {
    return new TransferException(
        sentence,
        (explanation.isEmpty() ? "" : explanation + "; ") + "tried " + tries + " times",
        passing);
  }

  /// An error of the system for a file.
  static TransferException file(Path file, IOException e) {
    return new TransferException(
        "IO error: " + OsError.of(e).map(OsError::shown).orElse(String.valueOf(e.getMessage())),
        "at " + file);
  }

  static TransferException file(Path file, OsError error, String explanation) {
    return new TransferException("IO error: " + error.shown(), file + " " + explanation);
  }

  /// An error of the system for a connection.
  static TransferException network(IOException e, String explanation) {
    return OsError.of(e)
        .map(error ->
            new TransferException(
                "HTTP error: io error: " + error.debugged(), explanation, error.passes()))
        .orElseGet(() -> new TransferException("HTTP error: io error: " + e, explanation));
  }

  public String sentence() {
    return sentence;
  }

  public String explanation() {
    return explanation;
  }

  /// Whether a node's supervisor tries again.
  boolean isPassing() {
    return passing;
  }
}
