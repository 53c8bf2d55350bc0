package network.golem.runtime.examples.wasi.engine;

/// A module that cannot be used. The message is for the requestor.
public final class ModuleException extends Exception {
  private static final long serialVersionUID = 1;

  public ModuleException(String message) {
    super(message);
  }
}
