package network.golem.runtime.mavenplugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.packager.call.ChildProcess;
import network.golem.runtime.packager.call.PackagerCall;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/// The packager, in a separate process, because it needs a newer Java than Maven does.
record PackagerProcess(PackagerCall call, Log log) {

  /// Runs it and waits for its end. Its output goes to the build's log.
  void run() throws MojoExecutionException, MojoFailureException {
    log.debug(String.join(" ", call.line()));
    List<String> complaints = new ArrayList<>();
    try {
      int code =
          ChildProcess.awaitEnd(
              call.process().redirectErrorStream(true).start(), line -> sort(line, complaints));
      if (code != 0) {
        throw new MojoFailureException(
            complaints.isEmpty()
                ? "the packager exited with code " + code
                : String.join(System.lineSeparator(), complaints));
      }
    } catch (IOException e) {
      throw new MojoExecutionException("cannot run the packager with the JDK " + call.jdk(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }

  private void sort(String line, List<String> complaints) {
    if (complaints.isEmpty() && line.startsWith(PackagerCall.WARNING)) {
      log.warn(line.substring(PackagerCall.WARNING.length()));
    } else if (complaints.isEmpty() && !line.startsWith(PackagerCall.COMPLAINT)) {
      log.info(line);
    } else {
      complaints.add(complaints.isEmpty() ? line.substring(PackagerCall.COMPLAINT.length()) : line);
    }
  }
}
