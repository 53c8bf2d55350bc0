package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A main class of the SDK in the runtime's own jars, so that its version is the one that the
/// runtime uses.
record SdkProgram(RuntimeJava java, ClassPath classPath) {
  /// Reads an ExeScript for the training, and prints it in the form that the training reads.
  static final String SCRIPT = "network.golem.runtime.sdk.build.ScriptMain";

  /// Runs it and waits for its end.
  ///
  /// @param silent the message if it fails without a reason
  /// @param directory for a temporary file with its standard error
  /// @return its standard output
  /// @throws PackagingException if it fails, with its standard error as the message
  String run(String main, String silent, Path directory, String... words)
      throws IOException, PackagingException, InterruptedException {
    Path complaints = directory.resolve("complaints");
    Process process =
        JavaProcess.of(line(main, List.of(words))).redirectError(complaints.toFile()).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      String why = Files.readString(complaints).strip();
      throw new PackagingException(why.isEmpty() ? silent : why);
    }
    Files.delete(complaints);
    return printed;
  }

  /// The command line that starts such a program.
  List<String> line(String main, List<String> words) {
    List<String> line =
        new ArrayList<>(
            List.of(
                java.home().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    line.addAll(java.ofClasses());
    line.addAll(List.of("-cp", classPath.text(), main));
    line.addAll(words);
    return line;
  }
}
