package network.golem.runtime.mavenplugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/// The packager, in a separate process, because it needs a newer Java than Maven does.
record PackagerProcess(Path jdk, Path jar, Log log) {
  private static final String MAIN = "network.golem.runtime.packager.Main";

  /// The variables that any Java takes options from, Maven's included.
  private static final List<String> FOR_ANY_JAVA =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private static final String COMPLAINT = "packager: ";

  /// Runs it and waits for its end. Its output goes to the build's log.
  void run(List<String> words) throws MojoExecutionException, MojoFailureException {
    List<String> line =
        new ArrayList<>(
            List.of(
                jdk.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jar.toString(),
                MAIN));
    line.addAll(words);
    log.debug(String.join(" ", line));
    List<String> complaints = new ArrayList<>();
    try {
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().keySet().removeAll(FOR_ANY_JAVA);
      Process process = builder.start();
      process.getOutputStream().close();
      // a user who ends the build ends this, too; a process that has ended is not affected
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end"));
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        for (String text = said.readLine(); text != null; text = said.readLine()) {
          if (complaints.isEmpty() && !text.startsWith(COMPLAINT)) {
            log.info(text);
          } else {
            complaints.add(complaints.isEmpty() ? text.substring(COMPLAINT.length()) : text);
          }
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new MojoFailureException(
            complaints.isEmpty()
                ? "the packager exited with code " + code
                : String.join(System.lineSeparator(), complaints));
      }
    } catch (IOException e) {
      throw new MojoExecutionException("cannot run the packager with the JDK " + jdk, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }
}
