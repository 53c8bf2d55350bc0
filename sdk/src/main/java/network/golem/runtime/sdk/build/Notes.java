package network.golem.runtime.sdk.build;

/// What the build is told of a training.
final class Notes {
  private Notes() {}

  /// Tells it a sentence.
  static void tell(String sentence) {
    System.err.println("packaging: " + sentence.replace('\n', ' '));
  }
}
