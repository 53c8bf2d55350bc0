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

/// What a runtime has said of its offer, asked as a provider does before any activity.
///
/// @param code its exit code
/// @param printed to standard output
public record OfferCall(int code, String printed) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// Calls the runtime's `offer-template`. A provider would wait for ever; here, a minute is
  /// enough.
  ///
  /// @param err given what it says on standard error, of which a provider reads nothing
  /// @param runtimeArgs the user's own, before the phase
  /// @param folder the call's current one
  /// @throws MalformedFileException where it cannot be called
  public static OfferCall of(
      RuntimeBinary runtime, List<String> runtimeArgs, Path folder, OutputStream err)
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
      String text = printed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      int code = call.process().waitFor();
      var _ = said.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new OfferCall(code, text);
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
