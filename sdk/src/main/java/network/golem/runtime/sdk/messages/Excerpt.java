package network.golem.runtime.sdk.messages;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Strings of unbounded length on their way into one frame or one line. The supervisor kills a
/// runtime whose frame is too long, and nobody reads a sentence of a megabyte.
public final class Excerpt {
  /// How many characters of a message are shown.
  public static final int MESSAGE = 16 * 1024;

  private static final int STACK_TRACE = 64 * 1024;
  private static final int ENTRIES = 64;
  private static final int KEY = 256;
  private static final int VALUE = 4 * 1024;

  private Excerpt() {}

  /// The string, or its beginning and a mark that says how much is missing.
  public static String of(String text) {
    return of(text, MESSAGE);
  }

  /// The entries, or the first of them, each cut.
  static Map<String, String> of(Map<String, String> entries) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (shown.size() == ENTRIES) {
        shown.put("…", (entries.size() - ENTRIES) + " more entries");
        break;
      }
      shown.put(of(entry.getKey(), KEY), of(entry.getValue(), VALUE));
    }
    return shown;
  }

  /// A stack trace, or its beginning.
  static String of(Throwable failure) {
    Beginning text = new Beginning();
    failure.printStackTrace(new PrintWriter(text, true));
    return of(text.kept.toString(), STACK_TRACE);
  }

  /// Keeps a little more than is shown, and drops the rest.
  private static final class Beginning extends Writer {
    private final StringBuilder kept = new StringBuilder();

    @Override
    public void write(char[] text, int from, int length) {
      kept.append(text, from, Math.max(0, Math.min(length, 2 * STACK_TRACE - kept.length())));
    }

    @Override
    public void flush() {
      // it is all here
    }

    @Override
    public void close() {
      // likewise
    }
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
