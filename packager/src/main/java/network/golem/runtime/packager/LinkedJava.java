package network.golem.runtime.packager;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/// A program's own Java: the JDK modules that it needs, without development tools.
///
/// Its classes are not compressed: they load faster, and the archive compresses them better.
record LinkedJava(Set<String> modules) {
  private static final Pattern COMMENT = Pattern.compile("\\s*[#!]");

  /// The next line belongs to this one: it ends with an odd number of backslashes.
  private static final Pattern CONTINUED = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\$");

  /// Links it into a new directory.
  void link(Path directory) throws IOException, PackagingException, InterruptedException {
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
    withoutComments(directory.resolve("conf/security/java.security"));
  }

  /// Leaves what a file of properties says. Java reads this one as soon as a program uses an
  /// internet address, and of its 72 kilobytes, 69 are comments.
  private static void withoutComments(Path file) throws IOException {
    if (Files.exists(file)) {
      List<String> left = new ArrayList<>();
      boolean continued = false;
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (continued || !(line.isBlank() || COMMENT.matcher(line).lookingAt())) {
          left.add(line);
          continued = CONTINUED.matcher(line).find();
        }
      }
      var _ = Files.write(file, left, StandardCharsets.ISO_8859_1);
    }
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
