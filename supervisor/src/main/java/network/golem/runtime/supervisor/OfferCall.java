package network.golem.runtime.supervisor;

import java.io.IOException;
import java.io.InputStream;
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

/// Asks a runtime what it offers, as a provider does before any activity.
public final class OfferCall {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private OfferCall() {}

  /// Calls the runtime's `offer-template`. A provider reads nothing of its standard error, and
  /// would wait for ever; here, a minute is enough.
  ///
  /// @param runtimeArgs the user's own, before the phase
  /// @param folder the call's current one
  /// @throws MalformedFileException where a provider could make no offer of what it says
  public static OfferTemplate ask(RuntimeBinary runtime, List<String> runtimeArgs, Path folder)
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
    var _ = read(call.process().getErrorStream());
    CompletableFuture<String> printed = read(call.process().getInputStream());
    try {
      String text = printed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return OfferTemplate.ofRuntime(call.process().waitFor(), text);
    } catch (TimeoutException _) {
      throw new MalformedFileException(
          "the runtime's offer-template has not ended within a minute; a provider would wait for"
              + " ever");
    } catch (ExecutionException e) {
      throw new MalformedFileException(
          "the runtime's offer-template cannot be read: " + e.getCause());
    } finally {
      var _ = call.end(Duration.ZERO);
    }
  }

  private static CompletableFuture<String> read(InputStream in) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (in) {
            return Captured.text(in.readAllBytes());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofPlatform().daemon().name("offer").start(task));
  }
}
