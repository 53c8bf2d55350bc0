package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The directory in which a provider finds its runtimes: files whose names match a pattern, not
/// including subdirectories.
///
/// @param pattern the files' names, with at most one `*` for any characters
public record PluginDirectory(Path directory, String pattern) {
  /// The end of a sentence about something that is not in the directory of a provider.
  static final String HINT = "; use --plugins DIR for another provider";

  private static final String USUAL = "ya-*.json";

  /// A directory with the default pattern, `ya-*.json`.
  public PluginDirectory(Path directory) {
    this(directory, USUAL);
  }

  /// @throws ProviderException if it is not a directory; the sentence is for those who have not
  ///   named it themselves
  void checkExists() throws ProviderException {
    if (!Files.isDirectory(directory)) {
      throw new ProviderException(
          (Files.exists(directory)
                  ? directory + " is not a directory"
                  : "plugin directory not found: " + directory)
              + "; install a provider first, or use --plugins DIR");
    }
  }

  /// The descriptor files, by name.
  public List<Path> descriptorFiles() throws ProviderException {
    if (!Files.isDirectory(directory)) {
      throw new ProviderException(directory + " is not a directory");
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, this::finds)) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new ProviderException("cannot list " + directory + ": " + SystemReason.of(e), e);
    }
    Collections.sort(files);
    return files;
  }

  /// Whether a provider reads a file of this directory as a descriptor.
  public boolean finds(Path file) {
    String name = String.valueOf(file.getFileName());
    int star = pattern.indexOf('*');
    return star < 0
        ? name.equals(pattern)
        : name.length() >= pattern.length() - 1
            && name.startsWith(pattern.substring(0, star))
            && name.endsWith(pattern.substring(star + 1));
  }
}
