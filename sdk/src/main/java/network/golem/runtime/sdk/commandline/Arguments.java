package network.golem.runtime.sdk.commandline;

import java.util.List;
import java.util.Optional;

/// A runtime's command line, split into what the supervisor, the author and the requestor have to
/// say.
///
/// @param request what is asked for
/// @param supervisor the values of the options that every runtime understands
/// @param authorWords the words for the author's own options and positionals
/// @param requestorWords what follows the phase, but for `--entrypoint`
/// @param entrypoint what `run --entrypoint` named
/// @param warnings a sentence for each word that nobody understands
public record Arguments(
    Request request,
    SupervisorOptions supervisor,
    List<String> authorWords,
    List<String> requestorWords,
    Optional<String> entrypoint,
    List<String> warnings) {

  /// What is asked for: a phase, or to say something about the runtime.
  public sealed interface Request {
    record Run(Phase phase) implements Request {}

    record Help() implements Request {}

    record Version() implements Request {}
  }
}
