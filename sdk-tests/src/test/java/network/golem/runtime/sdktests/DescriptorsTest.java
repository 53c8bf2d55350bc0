package network.golem.runtime.sdktests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import network.golem.runtime.testruntimes.ShellRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Standard input and output of the process belong to the protocol, whatever other code does with
/// them.
class DescriptorsTest {

  @TempDir Path directory;

  @RuntimeDef(name = "noisy", version = "1.0.0")
  static final class Noisy implements GolemRuntime {
    static {
      System.out.println("from a static initialiser");
    }

    private final OutputStream raw = new FileOutputStream(FileDescriptor.out);

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "print" -> {
          System.out.println("to System.out");
          raw.write("to descriptor 1\n".getBytes(UTF_8));
        }
        case "read" -> command.stdout().print(System.in.read());
        case "child" -> {
          String script = "cat; echo from a child; echo and its complaint >&2; echo >&3";
          return new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor();
        }
        case "collect" -> System.gc();
        case "much" -> {
          byte[] line = new byte[1000];
          Arrays.fill(line, (byte) 'x');
          for (int i = 0; i < 1000; i++) {
            command.stdout().write(line, 0, line.length);
          }
        }
        default -> {}
      }
      command.stdout().println("done");
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Noisy::new, args);
    }
  }

  private RuntimeProgram noisy() throws IOException {
    return RuntimeProgram.of(RuntimeLauncher.of(Noisy.class).writeTo(directory));
  }

  @Test
  void outputToStandardStreamsGoesToTheLog() throws IOException {
    try (RuntimeProgram program = noisy()) {
      RuntimeSession session = program.start();
      assertThat(session.run("print")).succeeded().hasStdout("done\n");
      assertThat(session.run("print")).succeeded().hasStdout("done\n");
      session.awaitLog("from a static initialiser\n");
      session.awaitLog("to System.out\n");
      session.awaitLog("to descriptor 1\n");
    }
  }

  @Test
  void standardInputIsEmpty() throws IOException {
    try (RuntimeProgram program = noisy()) {
      RuntimeSession session = program.start();
      assertThat(session.run("read")).hasStdout("-1done\n");
      assertThat(session.run("read")).hasStdout("-1done\n");
    }
  }

  @Test
  void childWithInheritedStreamsCannotReachTheProtocol() throws IOException {
    try (RuntimeProgram program = noisy()) {
      RuntimeSession session = program.start();
      List<RunningCommand> commands = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        commands.add(session.start("child"));
        commands.add(session.start("nothing"));
      }
      for (int i = 0; i < 20; i += 2) {
        assertThat(commands.get(i).await()).failedWith(2); // there is no descriptor 3 for it
        assertThat(commands.get(i + 1).await()).succeeded();
      }
      session.awaitLog("from a child\n");
      session.awaitLog("and its complaint\n");
    }
  }

  @Test
  void messagesOfTheJvmGoToTheLog() throws IOException {
    Path launcher =
        RuntimeLauncher.of(Noisy.class)
            .after("export GOLEM_RUNTIME_JAVA_OPTIONS=-Xlog:gc,safepoint")
            .writeTo(directory);
    try (RuntimeProgram program = RuntimeProgram.of(launcher)) {
      RuntimeSession session = program.start();
      assertThat(session.run("collect")).succeeded().hasStdout("done\n");
      session.awaitLog("[gc");
      assertThat(program.version()).succeeded().hasStdout("noisy 1.0.0\n");
    }
  }

  @Test
  void onlyTheAnswersOfPhasesGoToStandardOutput() throws IOException {
    try (RuntimeProgram program = noisy()) {
      assertThat(program.version())
          .succeeded()
          .hasStdout("noisy 1.0.0\n")
          .hasStderr("from a static initialiser\n");
      assertThat(program.run("print")).succeeded().hasStdout("done\n");
      assertThat(program.run("child"))
          .failedWith(2)
          .hasNoStdout()
          .hasStderrContaining("from a child\n");
    }
  }

  @Test
  void pipesOfAnotherUserWork() throws IOException {
    assumeTrue(isRoot() && isInstalled("setpriv"), "only root can become somebody else");
    Path open = Files.createTempDirectory("open-to-all-");
    try {
      Path launcher = RuntimeLauncher.of(Noisy.class).withCopies().writeTo(open);
      openToAll(open);
      Path other =
          ShellRuntime.script(
              directory.resolve("other"),
              "exec setpriv --reuid=65534 --clear-groups '%s' \"$@\"\n".formatted(launcher));
      try (RuntimeProgram program = RuntimeProgram.of(other)) {
        openToAll(Objects.requireNonNull(program.workdir().getParent()));
        serves(program);
      }
    } finally {
      deleteTree(open);
    }
  }

  @Test
  void socketWorks() throws IOException {
    assumeTrue(isInstalled("perl"), "perl makes the pair of sockets");
    Path launcher = RuntimeLauncher.of(Noisy.class).writeTo(directory);
    Path bridge =
        ShellRuntime.script(
            directory.resolve("bridge"),
            """
            exec perl -MSocket -e '
              socketpair(my $ours, my $its, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die;
              my $runtime = fork;
              if (!$runtime) {
                open STDIN, "<&", $its; open STDOUT, ">&", $its;
                close $ours; close $its;
                exec @ARGV or die;
              }
              close $its;
              if (!fork) {
                while (sysread STDIN, my $block, 65536) { syswrite $ours, $block }
                shutdown $ours, 1;
                exit;
              }
              close STDIN;
              while (sysread $ours, my $block, 65536) { syswrite STDOUT, $block }
              waitpid $runtime, 0;
              exit $? >> 8;
            ' '%s' "$@"
            """
                .formatted(launcher));
    try (RuntimeProgram program = RuntimeProgram.of(bridge)) {
      serves(program);
    }
  }

  private static void serves(RuntimeProgram program) {
    assertThat(program.deploy()).succeeded().hasStdoutContaining("blocking");
    RuntimeSession session = program.start();
    assertThat(session.run("print")).succeeded().hasStdout("done\n");
    assertThat(session.run("read")).hasStdout("-1done\n");
    assertThat(session.run("much").stdoutBytes()).hasSize(1_000_005);
    assertThat(session.shutdown().code()).isZero();
  }

  @Test
  void fileKeepsItsContent() throws Exception {
    Path launcher = RuntimeLauncher.of(Noisy.class).writeTo(directory);
    Path file = Files.writeString(directory.resolve("out"), "before\n");
    shell("'%s' --version >> '%s'".formatted(launcher, file));
    assertThat(file).hasContent("before\nnoisy 1.0.0\n");
  }

  @Test
  void severalProgramsWriteToOneFileInTurn() throws Exception {
    Path launcher = RuntimeLauncher.of(Noisy.class).writeTo(directory);
    Path file = directory.resolve("out");
    shell(
        "{ echo first; '%s' --version; echo second; '%s' offer-template; echo third; } > '%s'"
            .formatted(launcher, launcher, file));
    assertThat(file)
        .hasContent(
            "first\nnoisy 1.0.0\nsecond\n{\"properties\":{},\"constraints\":\"\"}\nthird\n");
  }

  @Test
  void requestsAndFramesMayBeFiles() throws Exception {
    Path launcher = RuntimeLauncher.of(Noisy.class).writeTo(directory);
    Path requests = directory.resolve("requests");
    Path frames = Files.writeString(directory.resolve("frames"), "before");
    FrameBuffer buffer = new FrameBuffer(100);
    buffer.append(new Request.KillProcess(2, 1, 15));
    buffer.append(new Request.Shutdown(3));
    try (OutputStream out = Files.newOutputStream(requests)) {
      buffer.writeTo(out);
    }
    shell(
        "'%s' --workdir '%s' start < '%s' >> '%s'"
            .formatted(launcher, directory, requests, frames));
    byte[] written = Files.readAllBytes(frames);
    assertThat(new String(written, 0, 6, UTF_8)).isEqualTo("before");
    MessageReader<?> messages =
        MessageReader.ofRuntimeMessages(new ByteArrayInputStream(written, 6, written.length));
    assertThat(messages.read()).isInstanceOf(Response.Error.class);
    assertThat(messages.read()).isEqualTo(new Response.Shutdown(3));
    assertThat(messages.read()).isNull();
  }

  private void shell(String script) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .redirectError(directory.resolve("errors").toFile())
            .start();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    shell.getInputStream().transferTo(printed);
    assertThat(shell.waitFor()).as(() -> read(directory.resolve("errors"))).isZero();
    assertThat(printed.size()).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  private static void openToAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
