package network.golem.runtime.sdk.activity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.sdk.messages.Excerpt;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;

/// The counters' totals in the workdir: what this process of the runtime has counted, for the next
/// one of the same activity. One line `name=total` for each counter, followed by `end`.
///
/// A program of the requestor can write here, too. So invalid content is not a failure, and
/// anything that is not a regular file is not opened, because that could block.
///
/// Guarded by the caller.
final class SavedTotals {
  private static final String DIRECTORY = ".golem-runtime";
  private static final String FILE = "counters";
  private static final String END = "end";
  private static final int LARGEST = 64 * 1024;
  private static final int SHOWN = 200;

  private final Path directory;
  private final Path file;
  private final Log log;

  /// The file's last known content; empty if there is none.
  private String known = "";

  private boolean changeTold;
  private boolean failureTold;

  SavedTotals(Path workdir, Log log) {
    this.directory = workdir.resolve(DIRECTORY);
    this.file = directory.resolve(FILE);
    this.log = log;
  }

  /// What an earlier process has saved. Invalid content is ignored, with a line in the log.
  ///
  /// @param declared the names of the declared counters
  Map<String, Double> load(Set<String> declared) {
    Map<String, Double> totals = new LinkedHashMap<>();
    try {
      known = read();
    } catch (IOException e) {
      log.say(
          "counters start at 0: cannot read the totals of an earlier start from "
              + file
              + ": "
              + Failures.reason(e));
      return totals;
    }
    if (known.isEmpty()) {
      return totals;
    }
    String[] lines = known.split("\n");
    for (String line : lines) {
      int equals = line.lastIndexOf('=');
      if (equals >= 0) {
        take(line.substring(0, equals), line.substring(equals + 1), declared, totals);
      }
    }
    if (lines.length == 0 || !lines[lines.length - 1].equals(END)) {
      log.say(file + " is damaged; counters start at the totals that can be read: " + totals);
    }
    return totals;
  }

  private void take(String name, String number, Set<String> declared, Map<String, Double> totals) {
    if (!declared.contains(name)) {
      log.say(file + ": the counter " + quoted(name) + " is not declared; ignored");
      return;
    }
    double total = number(number);
    if (total >= 0 && Double.isFinite(total)) {
      totals.merge(name, total, Math::max);
    } else {
      log.say(file + ": " + quoted(number) + " is not a valid total for " + name + "; ignored");
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  private static String quoted(String text) {
    return "'" + Excerpt.of(text, SHOWN) + "'";
  }

  /// Writes these totals atomically, unless the file already contains them.
  void save(Map<String, Double> totals) {
    StringBuilder text = new StringBuilder();
    totals.forEach((name, total) -> text.append(name).append('=').append(total).append('\n'));
    String wanted = text.append(END).append('\n').toString();
    boolean none = totals.values().stream().allMatch(total -> total == 0);
    if (wanted.equals(known) || (none && known.isEmpty())) {
      return;
    }
    try {
      write(wanted);
      known = wanted;
      failureTold = false;
    } catch (IOException e) {
      if (!failureTold) {
        failureTold = true;
        log.say(
            "cannot save the counters' totals for a later start: "
                + file
                + ": "
                + Failures.reason(e));
      }
    }
  }

  /// Checks whether another process has changed the file. If so, the next [#save(Map)] writes it
  /// again.
  void look() {
    String found;
    try {
      found = read();
    } catch (IOException e) {
      found = e.toString();
    }
    if (!found.equals(known)) {
      known = found;
      if (!changeTold) {
        changeTold = true;
        log.say(
            file
                + (found.isEmpty() ? " has been removed" : " has been changed")
                + " by another process; writing this runtime's totals again");
      }
    }
  }

  /// The file's content; empty if there is none.
  private String read() throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      return "";
    }
    if (!attributes.isRegularFile()) {
      throw new IOException("it is not a regular file");
    }
    if (attributes.size() > LARGEST) {
      throw new IOException(
          "it has " + attributes.size() + " bytes, more than this runtime writes");
    }
    String text = new String(Files.readAllBytes(file), UTF_8);
    return text.isEmpty() ? "\n" : text; // an empty file is a damaged one
  }

  private void write(String text) throws IOException {
    if (!Files.isDirectory(directory)) {
      try {
        Files.createDirectory(directory); // but not the workdir, if it has been removed
      } catch (FileAlreadyExistsException _) {
        // another process has created it in the meantime; or it is not a directory, which the next
        // call reports
      }
    }
    Path half = directory.resolve(FILE + ".new");
    boolean _ = Files.deleteIfExists(half);
    // does not follow a link that a program may have created
    Files.write(
        half, text.getBytes(UTF_8), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Path _ = Files.move(file, directory.resolve(FILE + "." + System.nanoTime()));
    }
    Path _ = Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
