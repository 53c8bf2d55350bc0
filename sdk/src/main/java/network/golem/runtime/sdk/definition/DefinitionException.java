package network.golem.runtime.sdk.definition;

/// A [network.golem.runtime.sdk.RuntimeDef] says something that cannot be. The message is one
/// sentence for the author.
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DefinitionException(String format, Object... arguments) {
    super(String.format(format, arguments));
  }
}
