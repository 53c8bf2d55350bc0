package network.golem.runtime.sdk.messages;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.RuntimeFailure;
import org.jspecify.annotations.Nullable;

/// Descriptions of the author's exceptions.
public final class Failures {
  /// The message if no thread is available.
  public static final String NO_THREAD =
      "no thread available: the system's limit of processes and threads is reached, or memory has"
          + " run out";

  private static final List<String> OF_THE_JDK =
      List.of("java.", "javax.", "jdk.", "com.sun.", "sun.", "org.w3c.dom.", "org.xml.sax.");

  private Failures() {}

  /// The exception's message, truncated if it is very long. If it is missing, or only a file's
  /// name, the exception's name is added.
  public static String text(Throwable failure) {
    String message = message(failure);
    String type = failure.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return type.isEmpty() ? failure.getClass().getName() : type;
    }
    String excerpt = Excerpt.of(message);
    return (failure instanceof FileSystemException || failure instanceof Error
            ? type + ": " + excerpt
            : excerpt)
        + missingModule(failure);
  }

  /// What to do if a class of the JDK is missing: a packaged runtime's own Java has only the
  /// modules that its jars are known to need.
  private static String missingModule(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
        String name = String.valueOf(message(cause)).replace('/', '.');
        if (OF_THE_JDK.stream().anyMatch(name::startsWith)) {
          return " (a class of the JDK that this Java lacks; name its module when packaging:"
              + " runtime.modules in Maven, --add-modules on the command line)";
        }
      }
    }
    return "";
  }

  /// The system's error about a file, without the file's name.
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "file exists";
    }
    String reason =
        failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
    return reason == null ? text(failure) : reason;
  }

  /// The exception's message, even if `getMessage` throws.
  private static @Nullable String message(Throwable failure) {
    try {
      return failure.getMessage();
    } catch (RuntimeException | StackOverflowError _) {
      return null;
    }
  }

  /// The description with the exception's code, if it has one.
  public static String textWithCode(Throwable failure) {
    return failure instanceof RuntimeFailure known
        ? text(failure) + " (" + known.code() + ")"
        : text(failure);
  }

  /// The origin of an unexpected exception, in parentheses; empty for a message in the author's
  /// words.
  static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure instanceof RuntimeFailure
            || failure instanceof ConfigurationException
            || failure instanceof Sentence
            || trace.length == 0
        ? ""
        : " (" + failure.getClass().getName() + " at " + trace[0] + ")";
  }
}
