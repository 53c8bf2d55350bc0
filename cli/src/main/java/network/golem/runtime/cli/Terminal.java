package network.golem.runtime.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.golem.runtime.protocol.environment.OperatorEnvironment;

/// What standard output is connected to, and what can be shown there.
final class Terminal {
  private static final Path STDOUT = Path.of("/proc/self/fd/1");
  private static final Pattern DEVICES = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");
  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

  private Terminal() {}

  /// Whether standard output is a terminal, whatever standard input is.
  static boolean isOutput() {
    try {
      return DEVICES.matcher(Files.readSymbolicLink(STDOUT).toString()).matches();
    } catch (IOException _) {
      return false; // no /proc
    }
  }

  /// Whether the user's locale has the characters beyond ASCII. A launcher starts Java in a UTF-8
  /// locale in any case.
  static boolean hasSigns() {
    Map<String, String> environment = OperatorEnvironment.get();
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("")
            .toUpperCase(Locale.ROOT);
    return locale.endsWith("UTF-8") || locale.endsWith("UTF8");
  }

  static boolean isDumb() {
    return System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
  }

  /// How many columns a line has: as the variable `COLUMNS` says, otherwise the terminal; empty if
  /// there is none.
  static OptionalInt columns() {
    try {
      int columns = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "0"));
      if (columns > 0) {
        return OptionalInt.of(columns);
      }
    } catch (NumberFormatException _) {
      // the terminal knows better
    }
    return isOutput() ? ofTerminal() : OptionalInt.empty();
  }

  /// Java has no call for it; the program takes some milliseconds.
  private static OptionalInt ofTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(STDOUT.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = SIZE.matcher(size);
      int columns = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
      return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
    } catch (IOException _) {
      return OptionalInt.empty(); // no stty: then the width is unknown
    }
  }
}
