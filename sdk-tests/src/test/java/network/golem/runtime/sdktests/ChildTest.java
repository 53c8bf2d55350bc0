package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Child;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Readiness;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Children of the runtime.
class ChildTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Sleepers sleepers = new Sleepers();
  private final RuntimeProgram program = RuntimeProgram.of(Spawning.class);

  @RuntimeDef(name = "spawning")
  static final class Spawning implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) throws Exception {
      List<String> words = start.arguments();
      if (words.isEmpty()) {
        return;
      }
      ProcessBuilder builder = new ProcessBuilder("sh", "-c", words.getLast());
      if (words.contains("to-file")) {
        var _ = builder.redirectErrorStream(true).redirectOutput(Path.of("/dev/null").toFile());
      }
      Child child = activity.spawn(builder);
      switch (words.getFirst()) {
        case "line" -> child.readyWhen(Readiness.line(Pattern.compile("re+ady")), LONG);
        case "quick" ->
            child.readyWhen(Readiness.line(Pattern.compile("ready")), Duration.ofMillis(50));
        case "http" -> child.readyWhen(Readiness.http(URI.create(words.get(1))), LONG);
        case "socket" -> child.readyWhen(Readiness.unixSocket(Path.of(words.get(1))), LONG);
        case "essential" -> child.essential();
        case "detach" -> child.detach();
        default -> {}
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      if (command.program().equals("spawn")) {
        return activity.spawn(new ProcessBuilder(command.arguments())).onExit().get();
      }
      return command.exec(new ProcessBuilder(command.line()));
    }

    static void main(String[] args) {
      GolemRuntime.launch(Spawning::new, args);
    }
  }

  @AfterEach
  void close() {
    program.close();
  }

  @Test
  void childRunsBesideTheCommandsAndEndsWithTheRuntime() throws InterruptedException {
    RuntimeSession session =
        program.start("plain", "trap '' TERM; " + sleepers.sleep() + "; " + sleepers.sleep());
    sleepers.await(1);
    assertThat(session.run("echo", "hello")).succeeded().hasStdout("hello\n");
    assertThat(session.shutdown().code()).isZero();
    sleepers.awaitNone();
  }

  @Test
  void childOutputGoesToTheLog() {
    program
        .start("plain", "echo to stdout; echo to stderr >&2")
        .awaitLog("spawning: sh: to stdout\n")
        .awaitLog("spawning: sh: to stderr\n");
  }

  @Test
  void exitCodeIsAvailable() {
    assertThat(program.start().run("spawn", "sh", "-c", "exit 7")).failedWith(7);
  }

  @Test
  void missingExecutableIsRefused() {
    assertThat(program.start().run("spawn", "/no/such")).wasRefused(Code.NOT_FOUND);
  }

  @Test
  void startWaitsForALine() {
    program
        .start("line", "echo not yet; sleep 0.05; echo reeeady; exec sleep 1000")
        .awaitLog("reeeady");
  }

  @Test
  void childThatEndsBeforeItIsReadyFailsTheStart() {
    RuntimeSession session = program.starting("line", "echo no licence; exit 4");
    assertThat(session.awaitStart())
        .wasRefused(Code.INTERNAL)
        .hasMessage(
            "sh has ended with exit code 4 before it was ready (waited for a line with"
                + " 're+ady'); it printed: no licence");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  /// Otherwise the frames of a stack trace would be all that the requestor learns.
  @Test
  void exceptionOfAJavaChildIsShownWithoutItsFrames() {
    RuntimeSession session =
        program.starting(
            "line",
            "echo 'java.net.BindException: Permission denied'; for i in 1 2 3 4 5 6 7 8 9 10"
                + " 11 12; do printf '\\tat java.base/sun.nio.ch.Net.bind(Net.java:%d)\\n' $i;"
                + " done; printf '\\t... 5 more\\n'; exit 1");
    assertThat(session.awaitStart())
        .wasRefused(Code.INTERNAL)
        .hasMessage(
            "sh has ended with exit code 1 before it was ready (waited for a line with"
                + " 're+ady'); it printed: java.net.BindException: Permission denied");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Test
  void childThatIsNotReadyInTimeFailsTheStart() {
    RuntimeSession session = program.starting("quick", "sleep 1000");
    assertThat(session.awaitStart())
        .wasRefused(Code.INTERNAL)
        .hasMessageContaining("was not ready after 50 ms")
        .hasMessageContaining("it printed nothing");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Test
  void startWaitsForAnAnswerOverHttp() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext("/", exchange -> exchange.sendResponseHeaders(404, -1));
    server.start();
    try {
      var _ =
          program.start(
              "http", "http://127.0.0.1:" + server.getAddress().getPort() + "/", "sleep 1000");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void startWaitsForAUnixSocket(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var _ = server.bind(UnixDomainSocketAddress.of(path));
      var _ = program.start("socket", path.toString(), "sleep 1000");
    }
  }

  @Test
  void endOfAnEssentialChildFailsTheRuntime() {
    RuntimeSession session =
        program.start("essential", "echo out of memory; sleep 0.05; kill -9 $$");
    session.awaitLog("spawning: sh has ended");
    assertThat(session.run("echo"))
        .wasRefused(Code.INTERNAL)
        .hasMessage("sh has ended with exit code 137; it printed: out of memory");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Test
  void endingAnEssentialChildAtShutdownIsNotAFailure() throws InterruptedException {
    RuntimeSession session = program.start("essential", "exec " + sleepers.sleep());
    sleepers.await(1);
    assertThat(session.shutdown().code()).isZero();
    sleepers.awaitNone();
  }

  @Test
  void detachedChildKeepsRunning(@TempDir Path directory) throws Exception {
    Path pid = directory.resolve("pid");
    RuntimeSession session =
        program.start(
            "detach", "to-file", "echo $$ >" + pid + "; exec " + sleepers.sleep() + " >/dev/null");
    sleepers.await(1);
    assertThat(session.shutdown().code()).isZero();
    sleepers.await(1);
    assertThat(
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .orElseThrow()
                .destroyForcibly())
        .isTrue();
    sleepers.awaitNone();
  }
}
