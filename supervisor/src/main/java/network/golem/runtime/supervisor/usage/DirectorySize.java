package network.golem.runtime.supervisor.usage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/// The size of the files in a directory.
record DirectorySize(Path directory) {

  /// The sum of the sizes of all regular files below it. What cannot be read counts as 0.
  long bytes() {
    AtomicLong sum = new AtomicLong();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult
                  .CONTINUE; // it was removed in the meantime, or permission is denied
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return sum.get(); // as far as it could be read
    }
    return sum.get();
  }
}
