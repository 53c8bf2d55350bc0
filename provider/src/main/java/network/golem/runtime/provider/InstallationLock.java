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

/// The right to change a provider's files, which one process has at a time. Whoever has it plans
/// and makes changes that nobody else's come between.
///
/// Where the system or the JVM (without native access) has no lock for directories, this is none; a
/// change that somebody else makes meanwhile is noticed nevertheless.
public final class InstallationLock implements AutoCloseable {
  private final Deque<DirectoryLock> locks = new ArrayDeque<>();

  private InstallationLock() {}

  /// Waits until nobody else changes the files, and undoes what an interrupted change has left.
  ///
  /// @param news told, in a sentence each, that this waits, and what was undone
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
              () -> news.accept("waiting for another golem-runtime that changes " + directory)));
    } catch (IOException e) {
      throw new ProviderException(directory + " cannot be locked: " + SystemReason.of(e), e);
    }
  }

  /// Always in the same order, so that no two wait for each other. What does not exist yet is
  /// locked with the directory above it.
  private static List<Path> directories(ProviderDirectories provider) throws ProviderException {
    List<Path> real = new ArrayList<>();
    for (Path directory : List.of(provider.plugins().directory(), provider.data())) {
      try {
        real.add(existing(directory).toRealPath());
      } catch (IOException e) {
        throw new ProviderException(directory + " cannot be locked: " + SystemReason.of(e), e);
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

  /// Gives it back.
  @Override
  public void close() {
    locks.forEach(DirectoryLock::close);
  }
}
