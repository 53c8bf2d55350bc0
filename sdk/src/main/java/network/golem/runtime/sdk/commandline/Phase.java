package network.golem.runtime.sdk.commandline;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The phases for which a runtime can be called.
public enum Phase {
  DEPLOY("deploy"),
  START("start"),
  RUN("run"),
  OFFER_TEMPLATE("offer-template"),
  TEST("test");

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  /// The word on the command line.
  public String word() {
    return word;
  }

  static @Nullable Phase of(String word) {
    for (Phase phase : values()) {
      if (phase.word.equals(word)) {
        return phase;
      }
    }
    return null;
  }

  static String all() {
    return Arrays.stream(values()).map(Phase::word).collect(Collectors.joining(", "));
  }
}
