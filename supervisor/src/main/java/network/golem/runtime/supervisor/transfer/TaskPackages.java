package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The images that agreements name, fetched once and kept: as `<cache>/<stem>_<hash>[.extension]`.
///
/// @param folder made if it is missing
public record TaskPackages(Path folder) {

  /// The image, fetched and verified if it is not there yet.
  ///
  /// @param reference `hash:sha3:HEX:URL`
  public Path fetch(String reference, Transfers transfers)
      throws TransferException, InterruptedException {
    Location location = Location.parse(reference);
    ContentDigest hash =
        location
            .hash()
            .orElseThrow(() ->
                new TransferException(
                    "Invalid url: Missing hash",
                    "a task package is hash:sha3:HEX:URL, not " + reference));
    if (!location.isWeb() && !location.url().scheme().equals("file")) {
      throw new TransferException(
          "Unsupported scheme: " + location.url().scheme(),
          "the desk fetches by http and https; --task-package takes a file of this machine");
    }
    Path cached = folder.resolve(name(location.url(), hash));
    if (Files.exists(cached)) {
      checkAgain(cached, hash, transfers.observer());
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
      throw TransferException.file(cached, e);
    }
  }

  /// A node does not.
  private static void checkAgain(Path cached, ContentDigest hash, Transfers.Observer observer) {
    try {
      hash.check(cached);
    } catch (TransferException e) {
      observer.falseSuccess(
          "the image "
              + cached
              + " of the cache is not what the agreement names, and a node does not look at it"
              + " again ("
              + e.sentence()
              + "); remove it");
    }
  }

  /// Of the address as it is: what is encoded there may be no part of a file's name.
  private static String name(Url url, ContentDigest hash) {
    String file = url.path().substring(url.path().lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot <= 0
        ? file + "_" + hash.hex()
        : file.substring(0, dot) + "_" + hash.hex() + file.substring(dot);
  }
}
