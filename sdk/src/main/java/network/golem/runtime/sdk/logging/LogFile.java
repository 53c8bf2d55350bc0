package network.golem.runtime.sdk.logging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import network.golem.runtime.sdk.messages.Failures;
import org.jspecify.annotations.Nullable;

/// The log file, created with its first line: `logs/NAME_TIME_PID.log` in the workdir, with a name
/// that no other process uses. When it grows too large, it becomes `….1.log`, which replaces an
/// earlier one. Files of earlier processes are removed if they are too old, or if there are too
/// many.
///
/// Each line is passed to the system as soon as it is written, because most runtimes end by
/// SIGKILL.
final class LogFile {
  static final long LARGEST = 10 * 1024 * 1024;
  static final int MOST_FILES = 20;
  static final Duration OLDEST = Duration.ofDays(14);

  private static final String EXTENSION = ".log";
  private static final String ROLLED = ".1.log";

  private final Path directory;
  private final String name;
  private final Consumer<String> complaints;

  @GuardedBy("this")
  private @Nullable OutputStream out;

  @GuardedBy("this")
  private @Nullable Path path;

  @GuardedBy("this")
  private long size;

  @GuardedBy("this")
  private boolean broken;

  /// @param complaints called once if nothing can be written
  LogFile(Path directory, String name, Consumer<String> complaints) {
    this.directory = directory;
    this.name = name;
    this.complaints = complaints;
  }

  /// Writes some lines.
  synchronized void write(String text) {
    if (broken) {
      return;
    }
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      OutputStream file = out;
      if (file == null) {
        file = open();
      } else if (size + bytes.length > LARGEST) {
        file = roll(file);
      }
      file.write(bytes);
      size += bytes.length;
    } catch (IOException e) {
      broken = true;
      complaints.accept("cannot write the log to " + directory + ": " + Failures.reason(e));
    }
  }

  @GuardedBy("this")
  private OutputStream open() throws IOException {
    Files.createDirectories(directory);
    removeOld();
    String begin =
        name + "_" + TimeText.ofFile(Instant.now()) + "_" + ProcessHandle.current().pid();
    for (int i = 0; ; i++) {
      Path candidate = directory.resolve(begin + (i == 0 ? "" : "-" + i) + EXTENSION);
      try {
        return open(candidate);
      } catch (FileAlreadyExistsException _) {
        // used by a process with the same pid in another namespace: one of the next names is free
      }
    }
  }

  @GuardedBy("this")
  private OutputStream open(Path candidate) throws IOException {
    OutputStream file =
        Files.newOutputStream(candidate, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    out = file;
    path = candidate;
    size = 0;
    return file;
  }

  @GuardedBy("this")
  private OutputStream roll(OutputStream full) throws IOException {
    full.close();
    Path current = path == null ? directory : path;
    String file = current.getFileName().toString();
    Path rolled =
        current.resolveSibling(file.substring(0, file.length() - EXTENSION.length()) + ROLLED);
    Files.move(current, rolled, StandardCopyOption.REPLACE_EXISTING);
    return open(current);
  }

  @GuardedBy("this")
  private void removeOld() throws IOException {
    List<Path> newestFirst;
    try (Stream<Path> files = Files.list(directory)) {
      newestFirst =
          files
              .filter(this::isOurs)
              .sorted(Comparator.comparing(LogFile::changed).reversed())
              .toList();
    }
    FileTime limit = FileTime.from(Instant.now().minus(OLDEST));
    for (int i = 0; i < newestFirst.size(); i++) {
      Path file = newestFirst.get(i);
      if (i >= MOST_FILES - 1 || changed(file).compareTo(limit) < 0) {
        boolean _ = Files.deleteIfExists(file);
      }
    }
  }

  private boolean isOurs(Path file) {
    String candidate = file.getFileName().toString();
    return candidate.startsWith(name + "_") && candidate.endsWith(EXTENSION);
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0); // another process has removed it
    }
  }
}
