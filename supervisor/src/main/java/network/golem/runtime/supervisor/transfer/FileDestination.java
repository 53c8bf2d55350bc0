package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file on this machine. Missing parent directories are created.
record FileDestination(Path file) implements TransferDestination {
  private static final int BLOCK = 64 * 1024;

  @Override
  public long present() {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (IOException _) {
      return -1; // reported when it is opened
    }
  }

  /// A node opens both ends at once: a source that cannot be read leaves an empty file, and a
  /// server is asked even for what cannot be written.
  @Override
  public Optional<String> write(Content.Opening opening, boolean append)
      throws TransferException, InterruptedException {
    OutputStream out = null;
    TransferException failure = null;
    try {
      out = open(append);
    } catch (TransferException e) {
      failure = e;
    }
    try (OutputStream opened = out;
        Content content = opening.open()) {
      if (opened != null) {
        copy(content, opened);
      }
    } catch (TransferException e) {
      throw failure == null ? e : failure;
    } catch (IOException e) {
      throw TransferException.file(file, e);
    }
    if (failure != null) {
      throw failure;
    }
    return Optional.empty();
  }

  private OutputStream open(boolean append) throws TransferException {
    makeParent();
    if (Files.isDirectory(file)) {
      throw TransferException.file(file, OsError.IS_A_DIRECTORY, "is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw TransferException.file(
          file, OsError.INVALID, "is not a regular file, and the desk writes to no other");
    }
    try {
      return Files.newOutputStream(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw TransferException.file(file, e);
    }
  }

  private void makeParent() throws TransferException {
    @Nullable Path parent = file.getParent();
    try {
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new TransferException(
          "Cancelled", // a node does not say why
          "cannot create the directory "
              + parent
              + ": "
              + OsError.of(e).map(OsError::shown).orElse(String.valueOf(e.getMessage())));
    }
  }

  private static void copy(Content content, OutputStream out)
      throws IOException, TransferException, InterruptedException {
    byte[] block = new byte[BLOCK];
    for (int count = content.read(block); count >= 0; count = content.read(block)) {
      out.write(block, 0, count);
    }
  }
}
