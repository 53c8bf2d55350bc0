package network.golem.runtime.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.process.RuntimeArguments;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// A runtime's test, as a provider runs it for each runtime when it starts. If one fails, the
/// provider does not start.
public final class TestCall {
  /// A provider tests a runtime with this name by calling `--help`.
  private static final String UNTESTED = "wasmtime";

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final int TAIL = 4096;
  private static final int SHOWN = 300;

  private final List<String> line;
  private final String phase;

  private TestCall(List<String> line, String phase) {
    this.line = line;
    this.phase = phase;
  }

  /// The test of a runtime according to its descriptor, called as the supervisor calls it. A
  /// supervisor that is its own runtime is called as the provider calls it.
  ///
  /// @param binary the runtime's binary, which may differ from the one in the descriptor
  public static TestCall of(Descriptor descriptor, Optional<Path> binary) {
    String phase = descriptor.name().equals(UNTESTED) ? "--help" : "test";
    List<String> line = new ArrayList<>();
    if (binary.isPresent()) {
      line.add(binary.get().toString());
      line.addAll(RuntimeArguments.ExtraArgs.parse(descriptor.extraArgs()).runtimeArgs());
    } else {
      line.add(descriptor.supervisorPath().toString());
      line.addAll(descriptor.extraArgs());
    }
    line.add(phase);
    return new TestCall(List.copyOf(line), phase);
  }

  /// The test of a runtime before a play, whether or not it has a descriptor.
  ///
  /// @param runtimeArgs the user's arguments for the runtime, before the phase
  public static TestCall of(RuntimeBinary runtime, List<String> runtimeArgs) {
    List<String> line = new ArrayList<>(List.of(runtime.path().toString()));
    runtime
        .descriptor()
        .ifPresent(known ->
            line.addAll(RuntimeArguments.ExtraArgs.parse(known.extraArgs()).runtimeArgs()));
    line.addAll(runtimeArgs);
    line.add("test");
    return new TestCall(List.copyOf(line), "test");
  }

  /// Runs the test.
  ///
  /// @param directory its working directory
  /// @param limit how long it may take; a provider would wait forever
  /// @param warnings receives each line that a successful test has written to standard error
  /// @return the reason of the failure, in a sentence; empty if the test succeeds
  /// @throws ProviderException if it cannot be started
  public Optional<String> failure(Path directory, Duration limit, Consumer<String> warnings)
      throws ProviderException, InterruptedException {
    return failure(directory, Map.of(), limit, warnings);
  }

  /// Runs the test.
  ///
  /// @param directory its working directory
  /// @param environment added to its environment
  /// @param limit how long it may take; a provider would wait forever
  /// @return the reason of the failure, in a sentence; empty if the test succeeds
  /// @throws ProviderException if it cannot be started
  public Optional<String> failure(Path directory, Map<String, String> environment, Duration limit)
      throws ProviderException, InterruptedException {
    return failure(directory, environment, limit, _ -> {});
  }

  private Optional<String> failure(
      Path directory, Map<String, String> environment, Duration limit, Consumer<String> warnings)
      throws ProviderException, InterruptedException {
    RuntimeProcess call;
    try {
      call = RuntimeProcess.start(line, directory, environment);
      call.process().getOutputStream().close();
    } catch (IOException e) {
      throw new ProviderException("cannot start the runtime: " + e.getMessage());
    }
    Tail printed = new Tail();
    Tail said = new Tail();
    Thread printing = printed.read(call.process().getInputStream());
    Thread saying = said.read(call.process().getErrorStream());
    if (!call.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      var _ = call.end(Duration.ZERO);
      return Optional.of(
          what()
              + " has not ended within "
              + limit.toSeconds()
              + " s; a provider would keep waiting");
    }
    var _ = saying.join(LAST_WORDS); // a process that it has left behind may hold its output open
    int code = call.process().exitValue();
    if (code == 0) {
      said.lines().forEach(warnings);
      return Optional.empty();
    }
    var _ = printing.join(LAST_WORDS);
    List<String> last = Stream.of(printed, said).flatMap(tail -> tail.lines().stream()).toList();
    return Optional.of(
        what() + " ended with exit code " + code + (last.isEmpty() ? "" : ": " + last.getLast()));
  }

  private String what() {
    return "the runtime's " + phase + " (" + String.join(" ", line) + ")";
  }

  /// The last bytes of a program's output.
  private static final class Tail {
    @GuardedBy("this")
    private byte[] bytes = {};

    Thread read(InputStream in) {
      return Thread.ofPlatform()
          .daemon()
          .name("test")
          .start(() -> {
            byte[] buffer = new byte[TAIL];
            try (in) {
              for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                add(buffer, n);
              }
            } catch (IOException _) {
              // keep what was read
            }
          });
    }

    private synchronized void add(byte[] buffer, int length) {
      int kept = Math.min(bytes.length, TAIL - length);
      byte[] next = new byte[kept + length];
      System.arraycopy(bytes, bytes.length - kept, next, 0, kept);
      System.arraycopy(buffer, 0, next, kept, length);
      bytes = next;
    }

    /// Its lines, with control characters replaced, each cut to what people read.
    synchronized List<String> lines() {
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.strip().replaceAll("\\p{Cntrl}", "?"))
          .filter(line -> !line.isEmpty())
          .map(line -> line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…")
          .toList();
    }
  }
}
