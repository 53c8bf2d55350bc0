package network.golem.runtime.sdk.command;

/// Strings of unbounded length on their way into one frame or one line. The supervisor kills a
/// runtime whose frame is too long, and nobody reads a sentence of a megabyte.
public final class Excerpt {
  /// How many characters of a message are shown.
  public static final int MESSAGE = 16 * 1024;

  private Excerpt() {}

  /// The string, or its beginning and a mark that says how much is missing.
  public static String of(String text) {
    return of(text, MESSAGE);
  }

  /// @param most how many characters may be left of it, the mark not counted
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "… (" + (text.length() - end) + " more characters)";
  }
}
