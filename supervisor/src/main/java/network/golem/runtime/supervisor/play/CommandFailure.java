package network.golem.runtime.supervisor.play;

import java.util.Optional;
import network.golem.runtime.protocol.Response;
import org.jspecify.annotations.Nullable;

/// A command of the script has failed.
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String sentence;
  private final String explanation;
  private final @Nullable String runtimesWords;

  /// @param code the result's return code: the program's exit code, or -1
  /// @param sentence the message, in the node's words
  public CommandFailure(int code, String sentence) {
    this(code, sentence, "");
  }

  /// @param explanation what the node does not say; may be empty, or have several lines
  public CommandFailure(int code, String sentence, String explanation) {
    this(code, sentence, explanation, null);
  }

  private CommandFailure(
      int code, String sentence, String explanation, @Nullable String runtimesWords) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
    this.explanation = explanation;
    this.runtimesWords = runtimesWords;
  }

  /// The runtime has answered with an error.
  ///
  /// @param prefix what a node puts before it
  public static CommandFailure refused(String prefix, Response.Error error) {
    return new CommandFailure(
        -1, prefix + NodeWording.of(error), "", NodeWording.runtimesOwn(error));
  }

  /// The same failure with another line of explanation.
  public CommandFailure explained(String more) {
    String all = explanation.isEmpty() ? more : explanation + "\n" + more;
    return more.isEmpty() ? this : new CommandFailure(code, sentence, all, runtimesWords);
  }

  /// A program ended with an exit code other than 0; in the node's words.
  public static CommandFailure exit(int code, String explanation) {
    return new CommandFailure(code, "ExeScript command exited with code " + code, explanation);
  }

  public int code() {
    return code;
  }

  public String sentence() {
    return sentence;
  }

  public String explanation() {
    return explanation;
  }

  /// The runtime's own sentence, if the failure is an error answer of the runtime.
  public Optional<String> runtimesWords() {
    return Optional.ofNullable(runtimesWords);
  }
}
