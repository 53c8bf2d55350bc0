package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A file of this machine, made with the folders above it.
record FileDestination(Path file) implements Destination {
  private static final int BLOCK = 64 * 1024;

  @Override
  public long present() throws TransferException {
    if (Files.isDirectory(file)) {
      throw new TransferException("IO error: Is a directory", file + " is a directory");
    }
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void write(Content content, boolean append)
      throws IOException, TransferException, InterruptedException {
    try (InputStream in = content.open();
        OutputStream out = open(append)) {
      byte[] block = new byte[BLOCK];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        write(out, block, count);
      }
    }
  }

  private OutputStream open(boolean append) throws TransferException {
    try {
      Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(file));
      return Files.newOutputStream(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private void write(OutputStream out, byte[] block, int count) throws TransferException {
    try {
      out.write(block, 0, count);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /// What the system says of a file.
  static TransferException failure(Path file, IOException e) {
    String reason =
        switch (e) {
          case AccessDeniedException _ -> "Permission denied";
          case FileAlreadyExistsException _ -> "Not a directory";
          case FileSystemException system when system.getReason() != null -> system.getReason();
          default -> String.valueOf(e.getMessage());
        };
    return new TransferException("IO error: " + reason, "at " + file);
  }
}
