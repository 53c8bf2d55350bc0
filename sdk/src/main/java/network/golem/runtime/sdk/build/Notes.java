package network.golem.runtime.sdk.build;

/// Messages from a training to the build.
final class Notes {
  private Notes() {}

  /// Sends a message.
  static void tell(String sentence) {
    System.err.println("packaging: " + sentence.replace('\n', ' '));
  }
}
