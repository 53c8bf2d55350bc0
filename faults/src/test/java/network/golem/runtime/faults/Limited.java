package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A separate user, whose processes and threads are counted together and limited. (Limits do not
/// apply to root.)
final class Limited {
  private static final int FIRST_USER = 1_000_000_000;
  private static final AtomicInteger USERS = new AtomicInteger();

  private final int user =
      FIRST_USER + (int) ProcessHandle.current().pid() * 100 + USERS.getAndIncrement() % 100;

  /// A command, executed by this user.
  ///
  /// @param processes how many processes and threads the user may have
  List<String> command(int processes, Path launcher) throws InterruptedException {
    List<String> words = new ArrayList<>(asUser());
    words.addAll(List.of("prlimit", "--nproc=" + processes));
    assumeTrue(succeeds(words), "needs root, setpriv and prlimit");
    return Stream.concat(words.stream(), Stream.of(launcher.toString())).toList();
  }

  private List<String> asUser() {
    return List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
  }

  /// Lets the user write into this directory, and makes its parents readable.
  void give(Path directory) throws IOException {
    Files.setAttribute(directory, "unix:uid", user);
    Files.setAttribute(directory, "unix:gid", user);
  }

  /// Allows a process of this user this many more processes and threads than the user has now, but
  /// not more than its initial limit.
  void allow(ProcessHandle process, int more) throws Exception {
    List<String> words = new ArrayList<>(asUser());
    words.addAll(
        List.of(
            "prlimit",
            "--pid=" + process.pid(),
            "--nproc=" + (Processes.threadsOf(user) + more) + ":"));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
  }

  private static boolean succeeds(List<String> words) throws InterruptedException {
    try {
      return new ProcessBuilder(Stream.concat(words.stream(), Stream.of("true")).toList())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no such program on this system
    }
  }
}
