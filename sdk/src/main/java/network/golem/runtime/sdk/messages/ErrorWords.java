package network.golem.runtime.sdk.messages;

/// The system's error numbers in words.
public final class ErrorWords {
  public static final int ENOENT = 2;
  public static final int ENOEXEC = 8;
  public static final int EACCES = 13;
  public static final int ENOTDIR = 20;

  private ErrorWords() {}

  /// Describes an error with a program, or with starting one.
  public static String of(int error) {
    return switch (error) {
      case 1 -> "operation not permitted";
      case ENOENT -> "no such file or directory";
      case 4 -> "interrupted";
      case 5 -> "input/output error";
      case 7 -> "its arguments and environment are too long for the system";
      case ENOEXEC -> "it is not an executable for this machine";
      case 9 -> "bad file descriptor";
      case 10 -> "no child processes";
      case 11 -> "the limit of processes is reached";
      case 12 -> "the system is out of memory";
      case EACCES -> "permission denied, or not a regular file";
      case 16 -> "device or resource busy";
      case 17 -> "file exists";
      case ENOTDIR -> "a part of its path is not a directory";
      case 21 -> "it is a directory";
      case 22 -> "invalid executable or argument";
      case 23, 24 -> "too many open files";
      case 26 -> "it is being written (text file busy)";
      case 28 -> "no space left on the device";
      case 30 -> "the file system is read-only";
      case 36 -> "its name is too long";
      case 38 -> "the system does not have this function";
      case 40 -> "too many levels of symbolic links";
      case 75 -> "it is too large for the system";
      case 80 -> "a shared library that it needs is corrupted";
      case 95 -> "the file system does not support it";
      case 103, 107, 112, 113 -> "the file system's server cannot be reached";
      case 116 -> "stale file handle";
      case 122 -> "the disk quota is exceeded";
      default -> "system error " + error;
    };
  }
}
