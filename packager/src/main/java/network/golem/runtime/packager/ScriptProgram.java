package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The SDK's program that reads an ExeScript for the training.
record ScriptProgram(RuntimeJava java, ClassPath classPath) {
  private static final String MAIN = "network.golem.runtime.sdk.training.ScriptMain";

  /// Writes what it makes of the script.
  void read(Path script, Path lines) throws IOException, PackagingException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                java.home().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath.text(),
                MAIN,
                script.toString()));
    Path complaints = lines.resolveSibling("complaints");
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(lines.toFile())
            .redirectError(complaints.toFile())
            .start();
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      throw new PackagingException(Files.readString(complaints).strip());
    }
    Files.delete(complaints);
  }
}
