package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/// Errors of the operating system as Rust prints them, because a node's supervisor is written in
/// Rust.
enum OsError {
  PERMISSION(1, "PermissionDenied", "Operation not permitted"),
  NOT_FOUND(2, "NotFound", "No such file or directory"),
  IO(5, "Uncategorized", "Input/output error"),
  NO_DEVICE(6, "Uncategorized", "No such device or address"),
  ACCESS(13, "PermissionDenied", "Permission denied"),
  BUSY(16, "ResourceBusy", "Device or resource busy"),
  EXISTS(17, "AlreadyExists", "File exists"),
  NOT_A_DIRECTORY(20, "NotADirectory", "Not a directory"),
  IS_A_DIRECTORY(21, "IsADirectory", "Is a directory"),
  INVALID(22, "InvalidInput", "Invalid argument"),
  TOO_MANY_FILES(24, "Uncategorized", "Too many open files"),
  TEXT_BUSY(26, "ExecutableFileBusy", "Text file busy"),
  FILE_TOO_LARGE(27, "FileTooLarge", "File too large"),
  NO_SPACE(28, "StorageFull", "No space left on device"),
  READ_ONLY(30, "ReadOnlyFilesystem", "Read-only file system"),
  BROKEN_PIPE(32, "BrokenPipe", "Broken pipe"),
  NAME_TOO_LONG(36, "InvalidFilename", "File name too long"),
  LOOP(40, "FilesystemLoop", "Too many levels of symbolic links"),
  ADDRESS_UNAVAILABLE(99, "AddrNotAvailable", "Cannot assign requested address"),
  NETWORK_UNREACHABLE(101, "NetworkUnreachable", "Network is unreachable"),
  CONNECTION_ABORTED(103, "ConnectionAborted", "Software caused connection abort"),
  CONNECTION_RESET(104, "ConnectionReset", "Connection reset by peer"),
  NOT_CONNECTED(107, "NotConnected", "Transport endpoint is not connected"),
  TIMED_OUT(110, "TimedOut", "Connection timed out"),
  CONNECTION_REFUSED(111, "ConnectionRefused", "Connection refused"),
  NO_ROUTE(113, "HostUnreachable", "No route to host"),
  QUOTA(122, "QuotaExceeded", "Disk quota exceeded");

  private final int number;
  private final String kind;
  private final String text;

  OsError(int number, String kind, String text) {
    this.number = number;
    this.kind = kind;
    this.text = text;
  }

  /// The error behind an exception of the JDK, which contains the system's message.
  static Optional<OsError> of(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> Optional.of(NOT_FOUND);
      case AccessDeniedException _ -> Optional.of(ACCESS);
      case FileAlreadyExistsException _ -> Optional.of(EXISTS);
      case DirectoryNotEmptyException _ -> Optional.empty();
      case FileSystemException system -> of(String.valueOf(system.getReason()));
      default -> of(String.valueOf(e.getMessage()));
    };
  }

  private static Optional<OsError> of(String said) {
    if (said.startsWith("Connection reset")) { // the JDK's own message
      return Optional.of(CONNECTION_RESET);
    }
    return Stream.of(values()).filter(each -> said.startsWith(each.text)).findFirst();
  }

  /// Whether a node's supervisor tries again.
  boolean passes() {
    return switch (this) {
      case BROKEN_PIPE,
          ADDRESS_UNAVAILABLE,
          CONNECTION_ABORTED,
          CONNECTION_RESET,
          NOT_CONNECTED,
          TIMED_OUT ->
          true;
      default -> false;
    };
  }

  /// As `{}` prints it: `No such file or directory (os error 2)`.
  String shown() {
    return text + " (os error " + number + ")";
  }

  /// As `{:?}` prints it: `Os { code: 2, kind: NotFound, message: "No such file or directory" }`.
  String debugged() {
    return "Os { code: " + number + ", kind: " + kind + ", message: \"" + text + "\" }";
  }
}
