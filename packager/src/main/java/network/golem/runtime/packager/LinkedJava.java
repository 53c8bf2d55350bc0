package network.golem.runtime.packager;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;

/// A program's own Java: the JDK modules that it needs, without development tools.
///
/// Its classes are not compressed: they load faster, and the archive compresses them better.
record LinkedJava(Set<String> modules) {

  /// Links it into a new directory.
  void link(Path directory) throws PackagingException, InterruptedException {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new PackagingException("this Java has no jlink; a JDK is required"));
    StringWriter said = new StringWriter();
    List<String> words =
        List.of(
            "--add-modules",
            String.join(",", modules),
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-0",
            "--output",
            directory.toString());
    if (jlink.run(new PrintWriter(said), new PrintWriter(said), words.toArray(String[]::new))
        != 0) {
      throw new PackagingException("jlink failed: " + said.toString().strip());
    }
    strip(directory.resolve("lib/server/libjvm.so"));
  }

  /// Removes the names of internal functions, five megabytes that only a debugger needs. Without
  /// the program `strip`, they stay.
  private static void strip(Path library) throws InterruptedException {
    if (Files.exists(library)) {
      try {
        Process strip =
            new ProcessBuilder("strip", "--strip-unneeded", library.toString())
                .redirectErrorStream(true)
                .start();
        strip.getInputStream().transferTo(OutputStream.nullOutputStream());
        int _ = strip.waitFor();
      } catch (IOException e) {
        // there is none
      }
    }
  }
}
