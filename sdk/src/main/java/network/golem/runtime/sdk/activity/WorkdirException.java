package network.golem.runtime.sdk.activity;

import java.io.IOException;
import java.nio.file.Path;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Sentence;

/// Something is wrong with the activity's directory. The message is one sentence for the operator.
public final class WorkdirException extends IOException implements Sentence {
  private static final long serialVersionUID = 1L;

  WorkdirException(String sentence, Exception cause) {
    super(sentence, cause);
  }

  /// The workdir is not writable.
  static WorkdirException unwritable(Path workdir, IOException cause) {
    return new WorkdirException(
        "cannot write to the workdir " + workdir + ": " + Failures.reason(cause), cause);
  }
}
