package network.golem.runtime.conformance.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Something that a runtime can be asked to do by a command of its own. A check says what it needs;
/// a [CheckProfile] says how a particular runtime is asked for it.
public enum Ability {
  /// Ends with 0.
  SUCCEED,
  /// Ends with another code.
  FAIL,
  /// Prints a known string on standard output.
  PRINT,
  /// Prints a known string on standard error.
  COMPLAIN,
  /// Prints its arguments, with a known string around each.
  ECHO,
  /// Prints `{bytes}` bytes on standard output.
  FLOOD,
  /// Takes `{seconds}` seconds, unless it is killed.
  SLEEP,
  /// Executes `{line}` as a line of a POSIX shell.
  SHELL,
  /// Counts on a usage counter.
  COUNT,
  /// Enters a state.
  STATE,
  /// Crashes, as a command of a badly written runtime does.
  CRASH,
  /// Does not exist, and is refused.
  REFUSE,
  /// Is known, but makes no sense, and is refused.
  MISUSE;

  /// The key in a profile.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Ability> of(String key) {
    return Stream.of(values()).filter(ability -> ability.key().equals(key)).findFirst();
  }
}
