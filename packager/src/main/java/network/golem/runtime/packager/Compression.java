package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How an archive is compressed: by a program of the system. Given the same content, each writes
/// the same bytes.
enum Compression {
  GZIP("gz", "gzip -n"),
  /// A quarter smaller than gzip, and several times slower to write.
  XZ("xz", "xz -6 -T1"),
  /// A fifth smaller than gzip, as slow to write as xz, and the fastest to unpack.
  ZSTD("zst", "zstd -q -19 -T1");

  private final String ending;
  private final String command;

  Compression(String ending, String command) {
    this.ending = ending;
    this.command = command;
  }

  /// @param name `gzip`, `xz` or `zstd`; empty means `gzip`
  static Compression of(String name) {
    return switch (name) {
      case "", "gzip" -> GZIP;
      case "xz" -> XZ;
      case "zstd" -> ZSTD;
      default ->
          throw new UsageException("--compression must be gzip, xz or zstd, not '" + name + "'");
    };
  }

  /// What follows an archive's name: `.tar.gz`.
  String suffix() {
    return ".tar." + ending;
  }

  /// The command line, as `tar -I` expects it.
  String command() {
    return command;
  }

  /// Finds out early, before anything is built, whether this system can write such an archive.
  ///
  /// @throws PackagingException if it has no such program
  void check() throws PackagingException, InterruptedException {
    String program = command.substring(0, command.indexOf(' '));
    try {
      Process version =
          new ProcessBuilder(List.of(program, "--version")).redirectErrorStream(true).start();
      String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (version.waitFor() != 0) {
        throw new PackagingException("the archive requires a working " + program + ": " + said);
      }
    } catch (IOException e) {
      throw new PackagingException(
          "the archive requires the program "
              + program
              + ", which is not installed; install it, or choose another compression",
          e);
    }
  }
}
