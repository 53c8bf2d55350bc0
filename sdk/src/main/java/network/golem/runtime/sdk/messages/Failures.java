package network.golem.runtime.sdk.messages;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.StringJoiner;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.RuntimeFailure;
import org.jspecify.annotations.Nullable;

/// Descriptions of the author's exceptions.
public final class Failures {
  /// The message if no thread is available.
  public static final String NO_THREAD =
      "no thread available: the system's limit of processes and threads is reached, or memory has"
          + " run out";

  /// Longer chains of causes are not followed: they may be circles.
  private static final int MOST_CAUSES = 100;

  private static final int SHOWN_OF_CAUSE = 400;

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
        if (AuthorsCode.isJdk(name)) {
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

  /// The description with the exception's code and context, if it has them, for a line that is all
  /// that people see of it: `no such model (NOT_FOUND, path: /m)`.
  public static String textWithCode(Throwable failure) {
    if (!(failure instanceof RuntimeFailure known)) {
      return text(failure);
    }
    StringJoiner details = new StringJoiner(", ", " (", ")").add(known.code().toString());
    Excerpt.of(known.context()).forEach((key, value) -> details.add(key + ": " + value));
    return text(failure) + details;
  }

  /// The origin of an exception, in parentheses: the author's code that threw it, or that called
  /// what threw it, and the first cause with its own origin. A message in the author's words needs
  /// no place, but may have a cause.
  static String place(Throwable failure) {
    if (isComplete(failure)) {
      return "";
    }
    Throwable root = root(failure);
    StringJoiner parts = new StringJoiner("; ", " (", ")").setEmptyValue("");
    if (!(failure instanceof RuntimeFailure)) {
      parts.add(failure.getClass().getName() + at(failure));
    }
    if (failure.getCause() != null) {
      String message = Objects.requireNonNullElse(message(root), "");
      boolean known = String.valueOf(message(failure)).contains(message);
      if (!isComplete(root) && !(root instanceof RuntimeFailure)) {
        String said = known ? "" : ": " + Excerpt.of(message, SHOWN_OF_CAUSE);
        parts.add("caused by " + root.getClass().getName() + said + at(root));
      } else if (!known) {
        parts.add("caused by: " + Excerpt.of(message, SHOWN_OF_CAUSE));
      }
    }
    return parts.toString();
  }

  /// Whether the message says everything, because it is the SDK's own.
  private static boolean isComplete(Throwable failure) {
    return failure instanceof ConfigurationException || failure instanceof Sentence;
  }

  private static String at(Throwable failure) {
    StackTraceElement frame = AuthorsCode.in(failure.getStackTrace());
    return frame == null ? "" : " at " + AuthorsCode.text(frame);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }
}
