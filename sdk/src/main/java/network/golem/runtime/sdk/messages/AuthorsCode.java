package network.golem.runtime.sdk.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the author's own code in a stack trace: not the JDK's, not the SDK's, and, if the author's
/// code called a library that threw the exception, not the library's.
///
/// A trace does not say which jar a frame is from. But the outermost frame that belongs to neither
/// the JDK nor the SDK is the author's, because the SDK calls only the author's code; and an
/// author's packages share the beginning of their names.
public final class AuthorsCode {
  private static final List<String> OF_THE_JDK =
      List.of("java.", "javax.", "jdk.", "com.sun.", "sun.", "org.w3c.dom.", "org.xml.sax.");

  private static final List<String> OF_THIS_PROJECT =
      List.of(
          "network.golem.runtime.sdk.",
          "network.golem.runtime.protocol.",
          "network.golem.runtime.testkit.InProcessTarget",
          "network.golem.runtime.testkit.RuntimeStreams");

  private AuthorsCode() {}

  /// The innermost frame of the author's code; otherwise the innermost frame; `null` if the trace
  /// is empty, as the JVM leaves it for an exception that is thrown very often.
  public static @Nullable StackTraceElement in(StackTraceElement[] trace) {
    StackTraceElement own = authors(trace);
    return own != null || trace.length == 0 ? own : trace[0];
  }

  /// A frame as exceptions show it, without the names of modules and class loaders, which editors
  /// link to the source: `com.example.Greeter.run(Greeter.java:12)`.
  public static String text(StackTraceElement frame) {
    return new StackTraceElement(
            frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber())
        .toString();
  }

  /// The innermost frame of the author's code; `null` if there is none.
  public static @Nullable StackTraceElement authors(StackTraceElement[] trace) {
    @Nullable String home = null;
    for (int i = trace.length - 1; i >= 0 && home == null; i--) {
      if (isOthers(trace[i])) {
        continue;
      }
      home = home(trace[i].getClassName());
    }
    if (home != null) {
      for (StackTraceElement frame : trace) {
        if (!isOthers(frame) && (frame.getClassName() + ".").startsWith(home)) {
          return frame;
        }
      }
    }
    return null;
  }

  /// Whether a class with this name belongs to the JDK.
  static boolean isJdk(String type) {
    return OF_THE_JDK.stream().anyMatch(type::startsWith);
  }

  private static boolean isOthers(StackTraceElement frame) {
    String type = frame.getClassName();
    return isJdk(type) || OF_THIS_PROJECT.stream().anyMatch(type::startsWith);
  }

  /// How the names of the author's classes begin: with the package above the class's own, unless
  /// that has only one part, such as `com`.
  private static String home(String type) {
    int end = type.lastIndexOf('.');
    if (end < 0) {
      return type.replaceFirst("\\$.*", "");
    }
    int above = type.lastIndexOf('.', end - 1);
    return type.substring(0, 1 + (above > 0 && type.lastIndexOf('.', above - 1) > 0 ? above : end));
  }
}
