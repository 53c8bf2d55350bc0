package network.golem.runtime.cli;

import java.util.Locale;

/// The style of the output: with colours on a terminal, plain elsewhere and if `NO_COLOR` is set.
///
/// @param terminal whether it is shown on a terminal
/// @param live whether a line may be overwritten
/// @param signs whether signs beyond ASCII can be shown
record Style(boolean terminal, boolean coloured, boolean live, boolean signs) {

  private static final int CARET = 0x40;
  private static final int FIRST_BEYOND_ASCII = 0x80;

  static Style ofTerminal() {
    boolean terminal = Terminal.isOutput();
    boolean capable = terminal && !Terminal.isDumb();
    return new Style(
        terminal,
        capable && System.getenv().getOrDefault("NO_COLOR", "").isEmpty(),
        capable,
        Terminal.hasSigns() && (capable || !terminal));
  }

  String sign(Sign sign) {
    return signs ? sign.shown : sign.ascii;
  }

  /// Text from a runtime or a program: its control characters are shown on a terminal instead of
  /// executed.
  String shown(String text) {
    return terminal ? visible(text) : text;
  }

  /// Control characters as `cat -v` writes them, such as `^[` for escape; line breaks and tabs are
  /// kept.
  private static String visible(String text) {
    if (text.chars().noneMatch(Style::isObeyed)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    for (char each : text.replace("\r\n", "\n").toCharArray()) {
      if (!isObeyed(each)) {
        visible.append(each);
      } else if (each < FIRST_BEYOND_ASCII) {
        visible.append('^').append((char) (each ^ CARET));
      } else {
        visible.append(String.format(Locale.ROOT, "\\x%02x", (int) each));
      }
    }
    return visible.toString();
  }

  private static boolean isObeyed(int each) {
    return Character.isISOControl(each) && each != '\n' && each != '\t';
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
