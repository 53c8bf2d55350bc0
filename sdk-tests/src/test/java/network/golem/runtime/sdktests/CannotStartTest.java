package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.Answer;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that cannot be started: the requestor gets the reason, but no other information about
/// this machine.
@RuntimeTest(CannotStartTest.Executing.class)
class CannotStartTest {

  @RuntimeDef(name = "executing")
  static final class Executing implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      List<String> words = command.arguments();
      return switch (command.program()) {
        case "in" ->
            command.exec(new ProcessBuilder("true").directory(Path.of(words.getFirst()).toFile()));
        case "path" -> {
          ProcessBuilder builder = new ProcessBuilder(words.get(1));
          builder.environment().put("PATH", words.get(0));
          yield command.exec(builder);
        }
        default -> command.exec(new ProcessBuilder(words));
      };
    }

    static void main(String[] args) {
      GolemRuntime.launch(Executing::new, args);
    }
  }

  private static Path file(RuntimeSession session, String name, String text, String mode)
      throws Exception {
    Path file = Files.writeString(session.workdir().resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  /// The command is refused; or, if that takes longer than a quarter of a second, it ends with the
  /// reason.
  private static void assertFails(CommandResult result, Code code, String message) {
    if (result.answer() instanceof Answer.Refused) {
      assertThat(result).wasRefused(code).hasMessage(message);
    } else {
      assertThat(result).failedWith(1).hasStderr(message + " (" + code + ")\n");
    }
  }

  @Test
  void pathIsNotRevealedToTheRequestor(RuntimeSession session) {
    assertFails(
        session.run("path", "/secret/bin:/usr/bin", "no-such-program"),
        Code.NOT_FOUND,
        "program 'no-such-program' not found in PATH");
  }

  @Test
  void locationInThePathIsNotRevealedToTheRequestor(RuntimeSession session) throws Exception {
    Path tool = file(session, "tool", "#!/no/such/interpreter\n", "rwxr-xr-x");
    String path = session.workdir().toString();
    assertFails(
        session.run("path", path, "tool"),
        Code.INTERNAL,
        "the interpreter in the first line of 'tool' does not exist");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-r--r--"));
    assertFails(
        session.run("path", path, "tool"),
        Code.INTERNAL,
        "cannot execute 'tool': permission denied, or not a regular file");
  }

  @Test
  void workingDirectoryIsNotRevealedToTheRequestor(RuntimeSession session) {
    assertFails(
        session.run("in", "/no/such/directory"),
        Code.NOT_FOUND,
        "the working directory for 'true' does not exist");
  }

  @Test
  void emptyNameIsRefused(RuntimeSession session) {
    assertFails(
        session.run("exec", "", "a"), Code.NOT_FOUND, "no program to execute: its name is empty");
  }

  @Test
  void loopOfSymbolicLinks(RuntimeSession session) throws Exception {
    Files.createSymbolicLink(session.workdir().resolve("a"), Path.of("b"));
    Files.createSymbolicLink(session.workdir().resolve("b"), Path.of("a"));
    assertFails(
        session.run("exec", "./a"),
        Code.INTERNAL,
        "cannot execute './a': too many levels of symbolic links");
  }

  @Test
  void nameThatIsTooLong(RuntimeSession session) {
    String name = "/" + "x".repeat(300);
    assertFails(
        session.run("exec", name),
        Code.INTERNAL,
        "cannot execute '" + name + "': its name is too long");
  }

  @Test
  void fileWithoutExecutePermission(RuntimeSession session) throws Exception {
    Path plain = file(session, "plain", "x", "rw-r--r--");
    assertFails(
        session.run("exec", plain.toString()),
        Code.INTERNAL,
        "cannot execute '" + plain + "': permission denied, or not a regular file");
    assertFails(
        session.run("exec", "/usr"), Code.INTERNAL, "cannot execute '/usr': it is a directory");
    assertFails(
        session.run("exec", "/etc/passwd/x"), Code.NOT_FOUND, "program '/etc/passwd/x' not found");
    Path foreign = file(session, "foreign", "\0\0", "rwxr-xr-x");
    assertFails(
        session.run("exec", foreign.toString()),
        Code.INTERNAL,
        "cannot execute '" + foreign + "': it is not an executable for this machine");
  }

  @Test
  void logContainsThePathForTheOperator(@TempDir Path directory) throws Exception {
    try (RuntimeProgram program =
        RuntimeProgram.of(RuntimeLauncher.of(Executing.class).writeTo(directory))) {
      RuntimeSession session = program.start();
      assertFails(
          session.run("path", "/secret/bin", "no-such-program"),
          Code.NOT_FOUND,
          "program 'no-such-program' not found in PATH");
      session.shutdown();
      try (var logs = Files.list(program.workdir().resolve("logs"))) {
        assertThat(logs.findFirst().orElseThrow()).content().contains("(PATH is /secret/bin)");
      }
    }
  }

  /// A user namespace has mounts of its own, if the system allows it.
  @Test
  void noexecFileSystem(@TempDir Path directory) throws Exception {
    assumeThat(new ProcessBuilder("unshare", "-rm", "true").start().waitFor()).isZero();
    Path mount = Files.createDirectory(directory.resolve("a b"));
    String before =
        """
        if [ -z "$INSIDE" ]; then
          export INSIDE=1
          exec unshare -rm "$0" "$@"
        fi
        mount -t tmpfs -o noexec none '%1$s' && cp /bin/true '%1$s'
        """
            .formatted(mount);
    Path launcher = RuntimeLauncher.of(Executing.class).after(before).writeTo(directory);
    try (RuntimeProgram program = RuntimeProgram.of(launcher)) {
      RuntimeSession session = program.start();
      assertFails(
          session.run("exec", mount + "/true"),
          Code.INTERNAL,
          "cannot execute '" + mount + "/true': its file system is mounted noexec");
      assertFails(
          session.run("path", mount.toString(), "true"),
          Code.INTERNAL,
          "cannot execute 'true': its file system is mounted noexec");
    }
  }

  @Test
  void errorsAreTheSameWithoutNativeAccess(@TempDir Path directory) throws Exception {
    try (RuntimeProgram program =
        RuntimeProgram.of(
            RuntimeLauncher.of(Executing.class).withoutNativeAccess().writeTo(directory))) {
      RuntimeSession session = program.start();
      assertFails(
          session.run("exec", "no-such-program"),
          Code.NOT_FOUND,
          "program 'no-such-program' not found");
      assertFails(
          session.run("exec", ""), Code.NOT_FOUND, "no program to execute: its name is empty");
      assertFails(
          session.run("in", "/no/such/directory"),
          Code.NOT_FOUND,
          "the working directory for 'true' does not exist");
      assertFails(
          session.run("exec", "/usr"), Code.INTERNAL, "cannot execute '/usr': it is a directory");
    }
  }
}
