package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// A file on this machine. A missing file is noticed when it is opened, as on a node.
///
/// @param place finds the file
record FileSource(Place place) implements TransferSource {

  /// Finds the file, which may be in no volume.
  interface Place {
    Path file() throws TransferException;
  }

  @Override
  public Head head() {
    OptionalLong length = OptionalLong.empty();
    try {
      length = OptionalLong.of(Files.size(place.file()));
    } catch (IOException | TransferException e) {
      // reported when it is opened
    }
    return new Head(length, false, true, Optional.empty());
  }

  @Override
  public Content open(Head head, long offset) throws TransferException {
    Path file = place.file();
    if (Files.isDirectory(file)) {
      throw TransferException.file(
          file,
          OsError.IS_A_DIRECTORY,
          "is a directory: only single files can be transferred; use a program to pack it first");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw TransferException.file(
          file,
          OsError.INVALID,
          "is not a regular file: a node would wait until something is written to it");
    }
    try {
      return new FileContent(file, Files.newInputStream(file));
    } catch (IOException e) {
      throw TransferException.file(file, e);
    }
  }

  private record FileContent(Path file, InputStream in) implements Content {
    @Override
    public int read(byte[] block) throws TransferException {
      try {
        return in.read(block);
      } catch (IOException e) {
        throw TransferException.file(file, e);
      }
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException _) {
        // it was read to its end, or another failure is being thrown
      }
    }
  }
}
