package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The images that agreements name, fetched once and kept: as `<cache>/<stem>_<hash>[.extension]`.
///
/// @param folder made where it is missing
public record TaskPackages(Path folder) {

  /// The image, fetched and verified where it is not there yet.
  ///
  /// @param reference `hash:sha3:HEX:URL`
  public Path fetch(String reference, Transfers transfers)
      throws TransferException, InterruptedException {
    Location location = Location.parse(reference);
    String hash =
        location
            .hash()
            .orElseThrow(() ->
                new TransferException(
                    "Invalid url: Missing hash",
                    "a task package is hash:sha3:HEX:URL, not " + reference))
            .hex();
    if (!location.isHttp() && !location.scheme().equals("file")) {
      throw new TransferException(
          "Unsupported scheme: " + location.scheme(),
          "the desk fetches by http and https; --task-package takes a file of this machine");
    }
    Path cached = folder.resolve(name(location.uri(), hash));
    if (Files.exists(cached)) {
      return cached;
    }
    try {
      Path incoming =
          Files.createTempDirectory(Files.createDirectories(folder.resolve("tmp")), "fetch-")
              .resolve(cached.getFileName());
      try {
        transfers.fetch(location, incoming);
        return Files.move(incoming, cached, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(incoming);
        Files.delete(incoming.getParent());
      }
    } catch (IOException e) {
      throw FileDestination.failure(cached, e);
    }
  }

  private static String name(URI uri, String hash) {
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot <= 0 ? file + "_" + hash : file.substring(0, dot) + "_" + hash + file.substring(dot);
  }
}
