package network.golem.runtime.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.provider.DescribedRuntime;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.RuntimeBinary;

/// A runtime that a user names, in the same way for every command.
final class NamedRuntime {
  /// How a runtime may be named.
  static final String FORMS =
      "its directory (of the project, or of the package), its descriptor (ya-runtime-NAME.json),"
          + " its binary, or the name under which it is installed.";

  private static final Path BUILT = Path.of(DescribedRuntime.BUILT);

  private NamedRuntime() {}

  /// Finds it.
  ///
  /// @param provider where it may be installed
  static RuntimeBinary binary(Path named, PluginsOption provider) throws ProviderException {
    if (Files.exists(named)) {
      try {
        return RuntimeBinary.at(named); // whether or not this machine has a provider
      } catch (ProviderException e) {
        if (!Files.isDirectory(named)) {
          throw e; // a directory without a runtime may have the name of one that is installed
        }
      }
    }
    return RuntimeBinary.named(named, provider.directories());
  }

  /// What a user may have overlooked: a key of the descriptor that nobody reads, and sources that
  /// are newer than the package. One sentence each.
  ///
  /// @param binary the runtime's
  static List<String> doubts(Path binary) throws ProviderException {
    List<String> doubts = new ArrayList<>();
    Optional<DescribedRuntime> described = DescribedRuntime.at(binary);
    if (described.isPresent()) {
      doubts.addAll(Descriptor.misspeltKeys(described.get().file()));
    }
    newerSource(binary)
        .ifPresent(file ->
            doubts.add(
                "the package is older than "
                    + file
                    + "; build it again (mvn package) to play or install what is there now"));
    return doubts;
  }

  /// A source file that was changed after the runtime was packaged, of the project that has
  /// packaged it.
  private static Optional<Path> newerSource(Path binary) {
    for (Path above = binary.getParent(); above != null; above = above.getParent()) {
      if (above.endsWith(BUILT)) {
        return newerSource(above.resolve("../..").normalize(), binary);
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> newerSource(Path project, Path binary) {
    try {
      FileTime packaged = Files.getLastModifiedTime(binary);
      for (Path root : List.of(project.resolve("pom.xml"), project.resolve("src/main"))) {
        if (Files.exists(root)) {
          try (Stream<Path> files = Files.walk(root)) {
            Optional<Path> newer = files.filter(file -> isNewer(file, packaged)).findFirst();
            if (newer.isPresent()) {
              return newer;
            }
          }
        }
      }
    } catch (IOException | UncheckedIOException _) {
      // an editor is replacing a file just now, or some of them cannot be read: this is only a hint
    }
    return Optional.empty();
  }

  private static boolean isNewer(Path file, FileTime packaged) {
    try {
      return Files.isRegularFile(file) && Files.getLastModifiedTime(file).compareTo(packaged) > 0;
    } catch (IOException _) {
      return false; // it is gone
    }
  }
}
