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
import network.golem.runtime.provider.OfferTemplate;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.Captured;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.model.TimeLimit;
import network.golem.runtime.supervisor.process.RuntimeArguments;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// A call of a runtime's `offer-template`, by which a provider learns what it offers, before any
/// activity.
///
/// @param code its exit code
/// @param printed what it wrote to standard output
public record OfferCall(int code, String printed) {
  /// The default time limit. A provider waits forever.
  public static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

  /// Calls the runtime's `offer-template`.
  ///
  /// @param err receives the call's standard error, which a provider does not read
  /// @param runtimeArgs the user's arguments for the runtime, before the phase
  /// @param directory the call's working directory
  /// @param limit how long the call may take
  /// @throws ProviderException if the runtime cannot be called, or takes longer
  public static OfferCall of(
      RuntimeBinary runtime,
      List<String> runtimeArgs,
      Path directory,
      OutputStream err,
      Duration limit)
      throws ProviderException, InterruptedException {
    return of(runtime, runtimeArgs, directory, Map.of(), err, limit, new CompletableFuture<>());
  }

  /// @param cancelled cancels the call when it completes
  static OfferCall of(
      RuntimeBinary runtime,
      List<String> runtimeArgs,
      Path directory,
      Map<String, String> environment,
      OutputStream err,
      Duration limit,
      CompletableFuture<?> cancelled)
      throws ProviderException, InterruptedException {
    RuntimeProcess call;
    try {
      call =
          RuntimeProcess.start(
              RuntimeArguments.offerTemplate(runtime, runtimeArgs), directory, environment);
      call.process().getOutputStream().close();
    } catch (IOException e) {
      throw new ProviderException("cannot start the runtime: " + e.getMessage());
    }
    CompletableFuture<String> said = read(call.process().getErrorStream(), err);
    CompletableFuture<String> printed =
        read(call.process().getInputStream(), OutputStream.nullOutputStream());
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      var _ =
          CompletableFuture.anyOf(printed, cancelled).get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!printed.isDone()) {
        throw new ProviderException("the call of the runtime's offer-template was cancelled");
      }
      if (!call.process().waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      var _ = said.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new OfferCall(call.process().exitValue(), printed.join());
    } catch (TimeoutException _) {
      throw new ProviderException(
          "the runtime's offer-template has not ended within "
              + new TimeLimit(limit)
              + "; a provider would wait forever");
    } catch (ExecutionException e) {
      throw new ProviderException(
          "cannot read the output of the runtime's offer-template: " + e.getCause());
    } finally {
      var _ = call.end(Duration.ZERO);
    }
  }

  /// Describes an exit code other than 0, which a supervisor does not report.
  public String failure() {
    return "the runtime's offer-template ended with exit code "
        + code
        + ", which a supervisor treats as an empty template";
  }

  /// The template as a provider reads it.
  ///
  /// @throws ProviderException if a provider could not make an offer from it
  public OfferTemplate template() throws ProviderException {
    return OfferTemplate.ofRuntime(code, printed);
  }

  /// @param copy receives everything that is read
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
