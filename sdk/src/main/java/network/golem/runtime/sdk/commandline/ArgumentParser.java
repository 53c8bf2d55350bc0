package network.golem.runtime.sdk.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.sdk.commandline.AuthorOptions.Arity;
import network.golem.runtime.sdk.commandline.SupervisorOption.Values;
import network.golem.runtime.sdk.messages.NearestName;
import org.jspecify.annotations.Nullable;

/// Splits a command line `[options and the author's arguments] PHASE [the requestor's arguments]`.
///
/// Nothing after the phase is ever treated as an option (except `run --entrypoint PROGRAM`): in
/// server mode the supervisor puts the requestor's arguments right after `start`.
public final class ArgumentParser {
  private static final String ENTRYPOINT = "--entrypoint";

  private final AuthorOptions author;
  private final boolean strict;
  private final List<String> words;
  private int next;
  private int positionals;

  private final Values values = new Values();
  private final List<String> authorWords = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Arguments.@Nullable Request request;

  private ArgumentParser(AuthorOptions author, boolean strict, List<String> words) {
    this.author = author;
    this.strict = strict;
    this.words = words;
  }

  /// @param strict whether an unknown option is an error
  public static Arguments parse(AuthorOptions author, boolean strict, List<String> words)
      throws UsageException {
    return new ArgumentParser(author, strict, words).parse();
  }

  private Arguments parse() throws UsageException {
    while (request == null && next < words.size()) {
      String word = words.get(next++);
      Phase phase = Phase.of(word);
      if (phase != null) {
        request = new Arguments.Request.Run(phase);
      } else if (word.equals("help")) {
        request = new Arguments.Request.Help();
      } else if (word.length() > 1 && word.charAt(0) == '-') {
        option(word);
      } else if (author.hasPositionals()) {
        authorWords.add(word);
        positionals++;
      } else {
        throw new UsageException(
            "unknown phase '" + word + "': expected one of " + Phase.all() + "; see --help");
      }
    }
    if (request == null) {
      throw new UsageException("no phase given: expected one of " + Phase.all() + "; see --help");
    }
    List<String> requestorWords = new ArrayList<>(words.subList(next, words.size()));
    Optional<String> entrypoint = entrypoint(requestorWords);
    return new Arguments(
        request,
        values.parse(),
        List.copyOf(authorWords),
        List.copyOf(requestorWords),
        entrypoint,
        List.copyOf(warnings));
  }

  private void option(String word) throws UsageException {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Arity arity = author.arity(name);
    SupervisorOption option = SupervisorOption.of(name);
    if (arity != null) {
      authorOption(word, equals >= 0, arity, option);
    } else if (option != null) {
      values.add(option, equals < 0 ? value(word, option) : word.substring(equals + 1));
    } else if (word.equals("--help") || word.equals("-h")) {
      request = new Arguments.Request.Help();
    } else if (word.equals("--version") || word.equals("-V")) {
      request = new Arguments.Request.Version();
    } else if (!shortOptionWithValue(word)) {
      unknown(word);
    }
  }

  /// Passes an option with its arguments to the author. If it is also one of the supervisor's
  /// options, it means the same to the SDK.
  private void authorOption(
      String word, boolean hasValue, Arity arity, @Nullable SupervisorOption option)
      throws UsageException {
    authorWords.add(word);
    int taken = hasValue ? 1 : 0;
    String value = hasValue ? word.substring(word.indexOf('=') + 1) : null;
    while (next < words.size()
        && (taken < arity.min() || (taken < arity.max() && isPlain(words.get(next))))) {
      value = words.get(next++);
      authorWords.add(value);
      taken++;
    }
    if (taken < arity.min()) {
      String wanted = arity.min() == 1 ? "a value" : arity.min() + " values";
      throw new UsageException("option " + word + " requires " + wanted);
    }
    if (option != null && value != null && arity.max() == 1) {
      values.add(option, value);
    }
  }

  /// `-wDIR` for `-w DIR`, and the author's short options likewise.
  private boolean shortOptionWithValue(String word) throws UsageException {
    if (word.startsWith("--") || word.length() < 3) {
      return false;
    }
    String name = word.substring(0, 2);
    SupervisorOption option = SupervisorOption.of(name);
    if (author.arity(name) != null) {
      authorWords.add(word);
      return true;
    }
    if (option != null) {
      values.add(option, word.substring(2));
      return true;
    }
    return false;
  }

  private String value(String word, SupervisorOption option) throws UsageException {
    if (next == words.size()) {
      throw new UsageException("option " + word + " requires a value (" + option.value + ")");
    }
    return words.get(next++);
  }

  /// Ignores an option with the word behind it, unless that word may be one of the author's
  /// positionals.
  private void unknown(String word) throws UsageException {
    if (strict || positionals < author.positionals()) {
      throw new UsageException("unknown option " + word + "; see --help");
    }
    String taken = word;
    if (!word.contains("=") && next < words.size() && isPlain(words.get(next))) {
      taken += " " + words.get(next++);
    }
    warnings.add("ignoring unknown option '" + taken + "' (see --help)" + meant(word));
  }

  /// The end of the warning about an unknown option. Short options are too much like each other.
  private String meant(String word) {
    List<String> names =
        author.followingWords().keySet().stream().filter(name -> name.startsWith("--")).toList();
    return word.startsWith("--") && word.length() > 3
        ? NearestName.to(word.split("=", 2)[0], names)
            .map(name -> "; did you mean " + name + "?")
            .orElse("")
        : "";
  }

  /// Neither an option nor a phase.
  private static boolean isPlain(String word) {
    return !(word.length() > 1 && word.charAt(0) == '-')
        && Phase.of(word) == null
        && !word.equals("help");
  }

  private Optional<String> entrypoint(List<String> requestorWords) throws UsageException {
    if (!(request instanceof Arguments.Request.Run(Phase phase))
        || phase != Phase.RUN
        || requestorWords.isEmpty()) {
      return Optional.empty();
    }
    String first = requestorWords.getFirst();
    if (first.startsWith(ENTRYPOINT + "=")) {
      requestorWords.removeFirst();
      return Optional.of(first.substring(ENTRYPOINT.length() + 1));
    }
    if (!first.equals(ENTRYPOINT)) {
      return Optional.empty();
    }
    if (requestorWords.size() < 2) {
      throw new UsageException("option " + ENTRYPOINT + " requires a program's name");
    }
    requestorWords.removeFirst();
    return Optional.of(requestorWords.removeFirst());
  }
}
