package network.golem.runtime.sdk.messages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The system's error numbers in words.
public final class ErrorWords {
  public static final int ENOENT = 2;
  public static final int ENOEXEC = 8;
  public static final int EACCES = 13;
  public static final int ENOTDIR = 20;

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final int MOUNT_OPTIONS = 5;
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

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

  /// Why a file may not be executed, if the system only says that permission is denied.
  public static String denied(Path file) {
    try {
      if (Files.isDirectory(file)) {
        return "it is a directory";
      }
      if (!Files.isRegularFile(file)) {
        return of(EACCES);
      }
      if (isOnNoexecMount(file.toRealPath(), Files.readAllLines(MOUNTS))) {
        return "its file system is mounted noexec";
      }
    } catch (IOException | RuntimeException _) {
      // it cannot be inspected, so no more is known
    }
    return of(EACCES);
  }

  /// Of the mounts that contain a file, the innermost one counts; of those at the same path, the
  /// last one.
  private static boolean isOnNoexecMount(Path file, List<String> mounts) {
    boolean noexec = false;
    int depth = -1;
    for (String mount : mounts) {
      String[] fields = mount.split(" ");
      Path point = Path.of(unescaped(fields[MOUNT_POINT]));
      if (file.startsWith(point) && point.getNameCount() >= depth) {
        depth = point.getNameCount();
        noexec = List.of(fields[MOUNT_OPTIONS].split(",")).contains("noexec");
      }
    }
    return noexec;
  }

  /// Blanks and similar characters are encoded as three octal digits.
  private static String unescaped(String text) {
    return OCTAL
        .matcher(text)
        .replaceAll(match ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 8))));
  }
}
