package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.posix.Posix;

/// The JVM's compilers. They compute for milliseconds at a time: on a machine with few cores, a
/// program that one command in a hundred waits for would wait for them, too.
final class CompilerThreads {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final int NICE = 10;

  private CompilerThreads() {}

  /// Has them give way to whatever else wants to compute. Those that the JVM adds later inherit it.
  /// Nothing happens if the system does not tell which they are, or does not permit it.
  static void giveWay(Posix posix) {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        String name = Files.readString(thread.resolve("comm"));
        if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
          int _ = posix.nice(Long.parseLong(thread.getFileName().toString()), NICE);
        }
      }
    } catch (IOException _) {
      // a thread has ended meanwhile, or there is no such directory
    }
  }
}
