package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The archive of a plugin directory, written by the system's `tar`. It keeps links, and the times
/// by which Java checks a start-up cache. The archive gets its name only when it is complete.
record Archive(Path file, Compression compression, Path staged) implements AutoCloseable {
  static Archive of(Path file, Compression compression) {
    return new Archive(file, compression, file.resolveSibling("." + file.getFileName() + ".new"));
  }

  /// Packs the content of a directory, sorted by name.
  void pack(Path directory) throws IOException, PackagingException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "tar",
                "--format=posix",
                "--pax-option=delete=atime,delete=ctime",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--sort=name",
                "-C",
                directory.toString(),
                "-I",
                compression.command(),
                "-cf",
                staged.toString()));
    try (var entries = Files.list(directory)) {
      entries.map(path -> path.getFileName().toString()).sorted().forEach(line::add);
    }
    Process tar;
    try {
      tar = new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new PackagingException("the archive requires the program tar: " + e.getMessage(), e);
    }
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tar.waitFor() != 0) {
      throw new PackagingException(
          "cannot create " + file + ": " + String.join(" / ", said.strip().lines().toList()));
    }
  }

  /// Gives the archive its name, which replaces an earlier archive.
  void publish() throws IOException {
    Files.move(staged, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(staged);
  }
}
