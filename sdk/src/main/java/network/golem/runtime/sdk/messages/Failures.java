package network.golem.runtime.sdk.messages;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.RuntimeFailure;
import org.jspecify.annotations.Nullable;

/// What is said of an exception of the author's.
public final class Failures {
  /// What is said when the system has no thread to give.
  public static final String NO_THREAD =
      "no thread available: the system's limit of processes and threads is reached, or memory has"
          + " run out";

  private Failures() {}

  /// Its message, or the beginning of a very long one; if that is missing or only a file's name,
  /// with the exception's name.
  public static String text(Throwable failure) {
    String message = message(failure);
    String type = failure.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return type.isEmpty() ? failure.getClass().getName() : type;
    }
    String excerpt = Excerpt.of(message);
    return failure instanceof FileSystemException || failure instanceof Error
        ? type + ": " + excerpt
        : excerpt;
  }

  /// What the system has to say of a file, without its name.
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

  /// The message, also of an exception that throws another when asked for it.
  private static @Nullable String message(Throwable failure) {
    try {
      return failure.getMessage();
    } catch (RuntimeException | StackOverflowError _) {
      return null;
    }
  }

  /// The same with its code, where it has one.
  public static String textWithCode(Throwable failure) {
    return failure instanceof RuntimeFailure known
        ? text(failure) + " (" + known.code() + ")"
        : text(failure);
  }

  /// The answer to the request that failed.
  public static Response.Error answer(long requestId, Throwable failure) {
    return failure instanceof RuntimeFailure known
        ? new Response.Error(requestId, code(known), text(known), Excerpt.of(known.context()))
        : new Response.Error(requestId, ErrorCode.INTERNAL, text(failure), Map.of());
  }

  /// Where an unexpected exception came from, in parentheses; empty for what the author worded.
  static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure instanceof RuntimeFailure
            || failure instanceof ConfigurationException
            || failure instanceof Sentence
            || trace.length == 0
        ? ""
        : " (" + failure.getClass().getName() + " at " + trace[0] + ")";
  }

  private static ErrorCode code(RuntimeFailure failure) {
    return switch (failure.code()) {
      case INTERNAL -> ErrorCode.INTERNAL;
      case NOT_FOUND -> ErrorCode.NOT_FOUND;
      case BAD_REQUEST -> ErrorCode.BAD_REQUEST;
    };
  }
}
