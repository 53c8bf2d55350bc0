package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A cache of the images that agreements name, each downloaded once and kept as
/// `<cache>/<stem>_<hash>[.extension]`.
///
/// @param directory created if it is missing
record TaskPackages(Path directory) {

  /// The image; downloaded and verified if it is not cached yet.
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
                    "a task package must be hash:sha3:HEX:URL, not " + reference));
    if (!location.isWeb() && !location.url().scheme().equals("file")) {
      throw new TransferException(
          "Unsupported scheme: " + location.url().scheme(),
          "the desk downloads by http and https; --task-package takes a local file");
    }
    Path cached = directory.resolve(name(location.url(), hash));
    if (Files.exists(cached)) {
      checkAgain(cached, hash, transfers.observer());
      return cached;
    }
    try {
      Path incoming =
          Files.createTempDirectory(Files.createDirectories(directory.resolve("tmp")), "fetch-")
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

  /// A node does not check a cached image again.
  private static void checkAgain(Path cached, ContentDigest hash, Transfers.Observer observer) {
    try {
      hash.check(cached);
    } catch (TransferException e) {
      observer.falseSuccess(
          "the cached image "
              + cached
              + " is not the one that the agreement names, and a node does not check it again ("
              + e.sentence()
              + "); remove it");
    }
  }

  /// From the URL as it is, because decoded characters may not be allowed in a file name.
  private static String name(Url url, ContentDigest hash) {
    String file = url.path().substring(url.path().lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot <= 0
        ? file + "_" + hash.hex()
        : file.substring(0, dot) + "_" + hash.hex() + file.substring(dot);
  }
}
