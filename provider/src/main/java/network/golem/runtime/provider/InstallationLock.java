package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A lock on a provider's files, held by one process at a time, so that no other process changes
/// them between planning and applying its changes.
///
/// If directories cannot be locked, because of the system or because the JVM has no native access,
/// nothing is locked; a change by another process is still detected.
public final class InstallationLock implements AutoCloseable {
  private final Deque<DirectoryLock> locks = new ArrayDeque<>();

  private InstallationLock() {}

  /// Waits until no other process is changing the files, and undoes an interrupted change.
  ///
  /// @param news receives a sentence if this waits, and one for each change that was undone
  public static InstallationLock take(ProviderDirectories provider, Consumer<String> news)
      throws ProviderException {
    InstallationLock all = new InstallationLock();
    try {
      if (DirectoryLock.isAvailable()) {
        for (Path directory : directories(provider)) {
          all.lock(directory, news);
        }
      }
      Journal.undoInterrupted(provider, news);
    } catch (ProviderException | RuntimeException e) {
      all.close();
      throw e;
    }
    return all;
  }

  private void lock(Path directory, Consumer<String> news) throws ProviderException {
    try {
      locks.push(
          DirectoryLock.take(
              directory,
              () ->
                  news.accept("waiting for another golem-runtime that is changing " + directory)));
    } catch (IOException e) {
      throw new ProviderException("cannot lock " + directory + ": " + SystemReason.of(e), e);
    }
  }

  /// Always in the same order, so that no two processes wait for each other. Instead of a directory
  /// that does not exist yet, its parent is locked.
  private static List<Path> directories(ProviderDirectories provider) throws ProviderException {
    List<Path> real = new ArrayList<>();
    for (Path directory : List.of(provider.plugins().directory(), provider.data())) {
      try {
        real.add(existing(directory).toRealPath());
      } catch (IOException e) {
        throw new ProviderException("cannot lock " + directory + ": " + SystemReason.of(e), e);
      }
    }
    return real.stream().distinct().sorted().toList();
  }

  private static Path existing(Path directory) {
    return Stream.iterate(directory, path -> path != null, Path::getParent)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(directory);
  }

  /// Releases the lock.
  @Override
  public void close() {
    locks.forEach(DirectoryLock::close);
  }
}
