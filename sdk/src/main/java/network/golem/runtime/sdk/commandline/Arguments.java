package network.golem.runtime.sdk.commandline;

import java.util.List;
import java.util.Optional;

/// A runtime's command line, split into the parts of the supervisor, the author and the requestor.
///
/// @param request what is requested
/// @param supervisor the values of the options that every runtime understands
/// @param authorWords the arguments for the author's own options and positionals
/// @param requestorWords everything after the phase, except `--entrypoint`
/// @param entrypoint the argument of `run --entrypoint`
/// @param warnings a sentence for each argument that was not understood
public record Arguments(
    Request request,
    SupervisorOptions supervisor,
    List<String> authorWords,
    List<String> requestorWords,
    Optional<String> entrypoint,
    List<String> warnings) {

  /// What is requested: a phase, or information about the runtime.
  public sealed interface Request {
    record Run(Phase phase) implements Request {}

    record Help() implements Request {}

    record Version() implements Request {}
  }
}
