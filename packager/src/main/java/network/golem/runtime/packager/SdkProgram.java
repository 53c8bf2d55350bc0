package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of the SDK's that lies among the runtime's own jars, so that it fits what the runtime
/// is written against, whatever version that is.
record SdkProgram(RuntimeJava java, ClassPath classPath) {
  /// Reads an ExeScript for the training, and prints what the training reads.
  static final String SCRIPT = "network.golem.runtime.sdk.training.ScriptMain";

  /// Runs one to its end.
  ///
  /// @param silent the sentence where it fails and does not say why
  /// @param directory where its complaints are kept meanwhile
  /// @return what it has printed
  /// @throws PackagingException where it fails: with its complaints, if it has any
  String run(String main, String silent, Path directory, String... words)
      throws IOException, PackagingException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                java.home().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    line.addAll(java.ofClasses());
    line.addAll(List.of("-cp", classPath.text(), main));
    line.addAll(List.of(words));
    Path complaints = directory.resolve("complaints");
    Process process = JavaProcess.of(line).redirectError(complaints.toFile()).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      String why = Files.readString(complaints).strip();
      throw new PackagingException(why.isEmpty() ? silent : why);
    }
    Files.delete(complaints);
    return printed;
  }
}
