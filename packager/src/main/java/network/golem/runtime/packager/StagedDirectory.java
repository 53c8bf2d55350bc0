package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory that replaces another one when it is complete. Until then it is next to that one,
/// which stays unchanged if this one is never completed.
final class StagedDirectory implements AutoCloseable {
  private final Path target;
  private final Path staged;
  private final Path replaced;

  private StagedDirectory(Path target) {
    this.target = target;
    this.staged = target.resolveSibling("." + target.getFileName() + ".new");
    this.replaced = target.resolveSibling("." + target.getFileName() + ".old");
  }

  /// An empty directory that will become `target`.
  static StagedDirectory of(Path target) throws IOException {
    StagedDirectory directory = new StagedDirectory(target.toAbsolutePath().normalize());
    delete(directory.staged); // left by a build that was killed
    Files.createDirectories(directory.staged);
    return directory;
  }

  Path path() {
    return staged;
  }

  /// Replaces the target, which is removed.
  void publish() throws IOException {
    delete(replaced);
    boolean replaces = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (replaces) {
      Files.move(target, replaced);
    }
    try {
      Files.move(staged, target);
    } catch (IOException e) {
      if (replaces) {
        Files.move(replaced, target);
      }
      throw e;
    }
    delete(replaced);
  }

  @Override
  public void close() throws IOException {
    delete(staged);
  }

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> children;
      try (Stream<Path> all = Files.walk(directory)) {
        children = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path child : children) {
        Files.delete(child);
      }
    }
  }
}
