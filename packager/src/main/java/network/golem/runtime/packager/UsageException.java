package network.golem.runtime.packager;

/// The words are no request that the packager understands.
final class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UsageException(String sentence) {
    super(sentence);
  }
}
