package network.golem.runtime.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// An argument that cannot be used. The message is a whole sentence, to which the help would add
/// nothing.
final class InvalidArgument extends ParameterException {
  private static final long serialVersionUID = 1L;

  InvalidArgument(CommandLine line, String sentence) {
    super(line, sentence);
  }
}
