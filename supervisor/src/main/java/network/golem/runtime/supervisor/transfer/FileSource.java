package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// A file of this machine.
record FileSource(Path file) implements Source {

  @Override
  public Head head() throws TransferException {
    if (!Files.exists(file)) {
      throw new TransferException("IO error: No such file or directory", "there is no " + file);
    }
    if (Files.isDirectory(file)) {
      throw new TransferException(
          "IO error: Is a directory",
          file + " is a directory: one file can be moved; have a program pack it first");
    }
    if (!Files.isRegularFile(file)) {
      throw new TransferException("IO error: Invalid argument", file + " is no regular file");
    }
    try {
      return new Head(OptionalLong.of(Files.size(file)), false);
    } catch (IOException e) {
      throw FileDestination.failure(file, e);
    }
  }

  @Override
  public InputStream open(long offset) throws TransferException {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw FileDestination.failure(file, e);
    }
  }
}
