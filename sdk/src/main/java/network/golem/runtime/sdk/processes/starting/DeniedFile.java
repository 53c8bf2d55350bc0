package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.messages.ErrorWords;
import network.golem.runtime.sdk.processes.table.Proc;

/// Why a file may not be executed, if the system only says that permission is denied.
final class DeniedFile {
  private static final int MOUNT_POINT = 4;
  private static final int MOUNT_OPTIONS = 5;
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private DeniedFile() {}

  static String reason(Path file) {
    try {
      if (Files.isDirectory(file)) {
        return "it is a directory";
      }
      if (Files.isRegularFile(file)
          && isOnNoexecMount(
              file.toRealPath(), Files.readAllLines(Proc.file(Proc.SELF, "mountinfo")))) {
        return "its file system is mounted noexec";
      }
    } catch (IOException | RuntimeException _) {
      // it cannot be inspected, so no more is known
    }
    return ErrorWords.of(ErrorWords.EACCES);
  }

  /// Of the mounts that contain a file, the innermost one counts; of those at the same path, the
  /// last one.
  static boolean isOnNoexecMount(Path file, List<String> mounts) {
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
