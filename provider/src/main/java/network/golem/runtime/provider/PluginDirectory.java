package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The folder that a provider finds its runtimes in: the files `ya-*.json`, and nothing below.
public record PluginDirectory(Path folder) {

  /// The descriptor files, by name.
  public List<Path> descriptorFiles() throws MalformedFileException {
    if (!Files.isDirectory(folder)) {
      throw new MalformedFileException(folder + " is no directory");
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "ya-*.json")) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new MalformedFileException(folder + " cannot be listed: " + e.getMessage(), e);
    }
    Collections.sort(files);
    return files;
  }
}
