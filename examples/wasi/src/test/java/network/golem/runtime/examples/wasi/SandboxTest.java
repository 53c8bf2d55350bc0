package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What guests can reach: the mounts, each as far as its kind allows.
@RequiresWasmtime
@RuntimeTest(Wasi.class)
class SandboxTest {
  private static final String MOUNTS =
      """
      {"ro": "/in"}, {"rw": "data"}, {"wo": "/out"}, {"private": "/own"}\
      """;

  // WASI's error numbers
  private static final String ACCES = "2\n";
  private static final String BADF = "8\n";
  private static final String PERM = "63\n";

  private static final String IN = "3";
  private static final String DATA = "4";
  private static final String OUT = "5";
  private static final String OWN = "6";

  private RuntimeSession session;

  @BeforeEach
  void start(RuntimeProgram program) {
    session = Sessions.deployed(program, MOUNTS, "files").start();
    session.upload("from the requestor", "/in/file").upload("data", "/data/file");
  }

  private CommandResult files(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "files";
    System.arraycopy(words, 0, line, 1, words.length);
    return session.run(line);
  }

  @Test
  void readAndWriteMount() {
    assertThat(files("read", DATA, "file")).succeeded().hasStdout("data");
    assertThat(files("write", DATA, "new", "content")).succeeded();
    assertThat(session.download("/data/new")).asString().isEqualTo("content");
    assertThat(files("m", DATA, "new", DATA, "newer")).succeeded();
    assertThat(files("unlink", DATA, "newer")).succeeded();
  }

  @Test
  void readOnlyMountHolds() throws IOException {
    assertThat(files("read", IN, "file")).succeeded().hasStdout("from the requestor");
    for (CommandResult result :
        new CommandResult[] {
          files("write", IN, "file", "changed"),
          files("write", IN, "new", "x"),
          files("unlink", IN, "file"),
          files("m", IN, "file", IN, "other"),
          files("m", IN, "file", DATA, "other"),
          files("m", DATA, "file", IN, "other"),
          files("l", DATA, "file", IN, "other"),
          files("symlink", IN, "link", "file"),
          files("new", IN, "directory")
        }) {
      assertThat(result).failedWith(1).hasStdout(PERM);
    }
    assertThat(session.download("/in/file")).asString().isEqualTo("from the requestor");
    try (var all = Files.list(session.volume("/in"))) {
      assertThat(all).hasSize(1);
    }
  }

  @Test
  void writeOnlyMountHolds() {
    assertThat(files("write", OUT, "result", "secret")).succeeded();
    assertThat(session.download("/out/result")).asString().isEqualTo("secret");
    assertThat(files("read", OUT, "result")).failedWith(1).hasStdout(ACCES);
    assertThat(files("both", OUT, "result")).failedWith(1).hasStdout(BADF);
    assertThat(files("pread", OUT, "result")).failedWith(1).hasStdout(BADF);
    assertThat(files("v", OUT, "result")).failedWith(1).hasStdout(BADF);
    assertThat(files("directory", OUT, ".")).failedWith(1).hasStdout(ACCES);
    assertThat(files("new", OUT, "deeper")).succeeded();
    assertThat(files("write", OUT, "deeper/file", "secret")).succeeded();
    assertThat(files("inside", OUT, "deeper", "file")).failedWith(1).hasStdout(BADF);
    assertThat(files("symlink", OUT, "link", "result")).succeeded();
    assertThat(files("k", OUT, "link")).failedWith(1).hasStdout(ACCES);
    // into a mount that can be read, and out of one: what is open there could be read afterwards
    assertThat(files("m", OUT, "result", DATA, "result")).failedWith(1).hasStdout(ACCES);
    assertThat(files("l", OUT, "result", DATA, "result")).failedWith(1).hasStdout(ACCES);
    assertThat(files("m", OUT, "result", OUT, "renamed")).succeeded();
    assertThat(files("m", DATA, "file", OUT, "moved in")).failedWith(1).hasStdout(ACCES);
    assertThat(files("l", DATA, "file", OUT, "moved in")).failedWith(1).hasStdout(ACCES);
    assertThat(session.download("/out/renamed")).asString().isEqualTo("secret");
  }

  @Test
  void privateMountIsKeptAndNotReported() {
    assertThat(files("write", OWN, "file", "kept")).succeeded();
    assertThat(files("read", OWN, "file")).succeeded().hasStdout("kept");
    assertThat(session.workdir().resolve("private-0/file")).hasContent("kept");
  }

  @Test
  void noPathLeadsOutOfAMount() throws IOException {
    Path secret = Files.writeString(session.workdir().resolve("secret"), "secret");
    Path data = session.volume("/data");
    Files.createSymbolicLink(data.resolve("absolute"), secret);
    Files.createSymbolicLink(data.resolve("relative"), Path.of("../secret"));
    Files.createSymbolicLink(data.resolve("up"), Path.of(".."));
    for (String path :
        new String[] {
          "absolute", "relative", "up/secret", "../secret", "x/../../secret", secret.toString(), "/"
        }) {
      assertThat(files("read", DATA, path)).as(path).failedWith(1);
      assertThat(files("write", DATA, path, "changed")).as(path).failedWith(1);
    }
    assertThat(files("read", DATA, "../secret")).hasStdout(PERM);
    assertThat(files("m", DATA, "../secret", DATA, "in")).failedWith(1).hasStdout(PERM);
    assertThat(files("l", DATA, "../secret", DATA, "in")).failedWith(1).hasStdout(PERM);
    assertThat(files("symlink", DATA, "mine", secret.toString())).failedWith(1);
    assertThat(files("symlink", DATA, "mine", "../secret")).succeeded(); // leads nowhere
    assertThat(files("read", DATA, "mine")).failedWith(1).hasStdout(PERM);
    assertThat(secret).hasContent("secret");
  }

  @Test
  void renamingFasterThanItOpensLeadsNowhere() throws Exception {
    Files.writeString(session.workdir().resolve("secret"), "secret");
    Path data = session.volume("/data");
    Path here = Files.createDirectory(data.resolve("place"));
    Files.writeString(here.resolve("secret"), "harmless");
    AtomicBoolean done = new AtomicBoolean();
    FutureTask<Integer> swaps =
        new FutureTask<>(() -> {
          Path aside = data.resolve("aside");
          int swapped = 0;
          for (; !done.get(); swapped++) {
            Files.move(here, aside);
            Files.createSymbolicLink(here, Path.of(".."));
            Files.delete(here);
            Files.move(aside, here);
          }
          return swapped;
        });
    Thread racing = Thread.ofPlatform().daemon().start(swaps);
    try {
      for (int i = 0; i < 300; i++) {
        assertThat(files("read", DATA, "place/secret").stdout()).isNotEqualTo("secret");
      }
    } finally {
      done.set(true);
      racing.join();
    }
    assertThat(swaps.get()).isGreaterThan(300);
  }

  @Test
  void standardOutputCanBecomeAFile() {
    assertThat(files("x", DATA, "redirected")).succeeded().hasNoStdout();
    assertThat(session.download("/data/redirected")).asString().isEqualTo("to the file\n");
  }

  @Test
  void mountWithAPipeIsRefused() throws Exception {
    Path pipe = session.volume("/data").resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(files("read", DATA, "file"))
        .wasRefused(Code.BAD_REQUEST)
        .hasMessage("/data/pipe is a pipe, socket or device; remove it");
    Files.delete(pipe);
    assertThat(files("read", DATA, "file")).succeeded();
  }
}
