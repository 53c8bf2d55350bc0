package network.golem.runtime.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A debugger for a packaged runtime: the process waits until it connects.
@Timeout(60)
class PackagedDebuggingTest {
  private static final String PORT = "golem.runtime.test.jdwp";
  private static final String PHASE = "golem.runtime.test.jdwp.phase";
  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(US_ASCII);

  /// The command packet `VirtualMachine.Resume`: length, id, flags, command set, command.
  private static final byte[] RESUME = {0, 0, 0, 11, 0, 0, 0, 1, 0, 1, 9};

  @TempDir Path directory;

  @AfterEach
  void forget() {
    System.clearProperty(PORT);
    System.clearProperty(PHASE);
  }

  @ParameterizedTest
  @CsvSource({"start", "deploy"})
  void theProcessWaitsForTheDebugger(String phase) throws Exception {
    Path binary = RuntimeLauncher.of(Greeter.class).writeTo(directory);
    System.setProperty(PORT, "");
    System.setProperty(PHASE, phase);
    PrintStream console = System.err;
    try (PipedInputStream said = new PipedInputStream();
        OutputStream saying = new PipedOutputStream(said)) {
      System.setErr(new PrintStream(saying, true, UTF_8));
      // the common pool has one thread on two cores: the kit must not need it
      CompletableFuture<Void> debugged = CompletableFuture.runAsync(() -> debug(said, phase));
      try (RuntimeProgram greeter = RuntimeProgram.of(binary)) {
        assertThat(greeter.deploy()).succeeded();
        try (RuntimeSession session = greeter.start()) {
          assertThat(session.run("greet", "Ada")).succeeded().hasStdout("Hello, Ada!\n");
        }
      }
      debugged.get();
    } finally {
      System.setErr(console);
    }
  }

  /// Connects as a debugger does, as soon as the process waits, and lets it continue.
  private static void debug(PipedInputStream said, String phase) {
    Scanner lines = new Scanner(said, UTF_8);
    String line = lines.nextLine();
    assertThat(line).matches("golem-runtime: " + phase + " will wait for a debugger: .*");
    MatchResult port =
        new Scanner(line).findAll(":([0-9]+)$").reduce((_, last) -> last).orElseThrow();
    while (true) {
      try (Socket socket =
              new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
          DataInputStream in = new DataInputStream(socket.getInputStream());
          DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
        out.write(HANDSHAKE);
        assertThat(in.readNBytes(HANDSHAKE.length)).isEqualTo(HANDSHAKE);
        byte[] _ =
            in.readNBytes(in.readInt() - Integer.BYTES); // VM_START: it is suspended only now
        out.write(RESUME);
        in.transferTo(OutputStream.nullOutputStream()); // to the end of the process
        return;
      } catch (ConnectException e) {
        Thread.onSpinWait(); // nobody listens yet
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "70000"})
  void whatIsNoPort(String port) {
    System.setProperty(PORT, port);
    assertThatThrownBy(() -> RuntimeProgram.of(Greeter.class))
        .hasMessage(PORT + ": expected a port, not '" + port + "'");
  }

  @Test
  void whatIsNoPhase() {
    System.setProperty(PORT, "");
    System.setProperty(PHASE, "stop");
    assertThatThrownBy(() -> RuntimeProgram.of(Greeter.class))
        .hasMessage(
            PHASE + ": expected one of test, offer-template, deploy, start, run, not 'stop'");
  }
}
