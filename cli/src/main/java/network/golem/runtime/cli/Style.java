package network.golem.runtime.cli;

import java.io.Console;
import java.util.Optional;

/// How the account looks: with colours on a terminal, plain elsewhere and where `NO_COLOR` is set.
///
/// @param live whether a line may be written over
record Style(boolean coloured, boolean live) {

  static Style ofTerminal() {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Style(
        terminal && System.getenv().getOrDefault("NO_COLOR", "").isEmpty(),
        terminal && !System.getenv().getOrDefault("TERM", "dumb").equals("dumb"));
  }

  String bold(String text) {
    return painted("1", text);
  }

  String faint(String text) {
    return painted("2", text);
  }

  String good(String text) {
    return painted("32", text);
  }

  String bad(String text) {
    return painted("31", text);
  }

  String doubtful(String text) {
    return painted("33", text);
  }

  private String painted(String code, String text) {
    return coloured ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
