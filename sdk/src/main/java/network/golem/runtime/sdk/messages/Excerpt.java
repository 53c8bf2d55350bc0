package network.golem.runtime.sdk.messages;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Truncates strings of unbounded length, so that they fit into one frame or one line. The
/// supervisor kills a runtime that sends a frame that is too long.
public final class Excerpt {
  /// The maximum number of characters of a message.
  public static final int MESSAGE = 16 * 1024;

  private static final int STACK_TRACE = 64 * 1024;
  private static final int ENTRIES = 64;
  private static final int KEY = 256;
  private static final int VALUE = 4 * 1024;

  private Excerpt() {}

  /// The string, or its beginning and a note that says how much is missing.
  public static String of(String text) {
    return of(text, MESSAGE);
  }

  /// The entries, or the first of them, each truncated.
  public static Map<String, String> of(Map<String, String> entries) {
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

  /// The beginning of a stack trace, or all of it.
  static String of(Throwable failure) {
    Beginning text = new Beginning();
    failure.printStackTrace(new PrintWriter(text, true));
    return of(text.kept.toString(), STACK_TRACE);
  }

  /// Keeps a little more than is shown, and discards the rest.
  private static final class Beginning extends Writer {
    private final StringBuilder kept = new StringBuilder();

    @Override
    public void write(char[] text, int from, int length) {
      kept.append(text, from, Math.max(0, Math.min(length, 2 * STACK_TRACE - kept.length())));
    }

    @Override
    public void flush() {
      // everything is in memory
    }

    @Override
    public void close() {
      // likewise
    }
  }

  /// @param most the maximum number of characters to keep, not counting the note
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "… (" + (text.length() - end) + " more characters)";
  }
}
