package network.golem.runtime.examples.wasi;

/// A requestor's package that cannot be used. The message is one sentence for the requestor.
final class PackageException extends Exception {
  private static final long serialVersionUID = 1;

  PackageException(String message) {
    super(message);
  }
}
