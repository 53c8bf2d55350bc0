package network.golem.runtime.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.provider.OfferTemplate;
import network.golem.runtime.supervisor.model.Captured;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.model.TimeLimit;
import network.golem.runtime.supervisor.process.RuntimeArguments;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// What a runtime has said of its offer, asked as a provider does before any activity.
///
/// @param code its exit code
/// @param printed to standard output
public record OfferCall(int code, String printed) {
  /// How long it may take if nobody says so. A provider waits for ever.
  public static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

  /// Calls the runtime's `offer-template`.
  ///
  /// @param err given what it says on standard error, of which a provider reads nothing
  /// @param runtimeArgs the user's own, before the phase
  /// @param folder the call's current one
  /// @param limit how long it may take
  /// @throws MalformedFileException if it cannot be called, or takes longer
  public static OfferCall of(
      RuntimeBinary runtime,
      List<String> runtimeArgs,
      Path folder,
      OutputStream err,
      Duration limit)
      throws MalformedFileException, InterruptedException {
    return of(runtime, runtimeArgs, folder, err, limit, new CompletableFuture<>());
  }

  /// @param cancelled completed when nobody wants to know any more
  static OfferCall of(
      RuntimeBinary runtime,
      List<String> runtimeArgs,
      Path folder,
      OutputStream err,
      Duration limit,
      CompletableFuture<?> cancelled)
      throws MalformedFileException, InterruptedException {
    RuntimeProcess call;
    try {
      call =
          RuntimeProcess.start(
              RuntimeArguments.offerTemplate(runtime, runtimeArgs), folder, Map.of());
      call.process().getOutputStream().close();
    } catch (IOException e) {
      throw new MalformedFileException("the runtime cannot be started: " + e.getMessage());
    }
    CompletableFuture<String> said = read(call.process().getErrorStream(), err);
    CompletableFuture<String> printed =
        read(call.process().getInputStream(), OutputStream.nullOutputStream());
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      var _ =
          CompletableFuture.anyOf(printed, cancelled).get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!printed.isDone()) {
        throw new MalformedFileException("the call of the runtime's offer-template was cancelled");
      }
      if (!call.process().waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      var _ = said.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new OfferCall(call.process().exitValue(), printed.join());
    } catch (TimeoutException _) {
      throw new MalformedFileException(
          "the runtime's offer-template has not ended within "
              + new TimeLimit(limit)
              + "; a provider would wait for ever");
    } catch (ExecutionException e) {
      throw new MalformedFileException(
          "the runtime's offer-template cannot be read: " + e.getCause());
    } finally {
      var _ = call.end(Duration.ZERO);
    }
  }

  /// What is wrong with an exit code other than 0, which a supervisor says nothing of.
  public String failure() {
    return "the runtime's offer-template ended with exit code "
        + code
        + ", which a supervisor takes for an empty template";
  }

  /// What a provider makes of it.
  ///
  /// @throws MalformedFileException where it could make no offer
  public OfferTemplate template() throws MalformedFileException {
    return OfferTemplate.ofRuntime(code, printed);
  }

  /// @param copy given all of it, too
  private static CompletableFuture<String> read(InputStream in, OutputStream copy) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (in) {
            byte[] all = in.readAllBytes();
            copy.write(all);
            return Captured.text(all);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofPlatform().daemon().name("offer").start(task));
  }
}
