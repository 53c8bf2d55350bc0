package network.golem.runtime.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a runtime what it offers, as a provider does before any activity.
final class OfferCall {
  private OfferCall() {}

  /// @param capabilities the words of `golem.runtime.capabilities`
  /// @param warnings what a provider would stumble over
  record Answer(List<String> capabilities, List<String> warnings) {}

  static Answer ask(RuntimeBinary runtime, PlayOptions options) throws InterruptedException {
    RuntimeProcess call;
    try {
      call =
          RuntimeProcess.start(
              RuntimeArguments.offerTemplate(runtime, options.runtimeArgs()),
              options.workdir(),
              Map.of());
      call.process().getOutputStream().close();
    } catch (IOException e) {
      return failed("cannot be started: " + e.getMessage());
    }
    var _ = read(call.process().getErrorStream()); // as a provider, which reads none of it
    CompletableFuture<String> printed = read(call.process().getInputStream());
    try {
      String text =
          printed.get(options.forPreparing().duration().toMillis(), TimeUnit.MILLISECONDS);
      int code = call.process().waitFor();
      return code == 0
          ? parsed(text)
          : failed("exited with code " + code + ", so a provider offers it without properties");
    } catch (TimeoutException _) {
      return failed("has not answered in time; a provider would wait for ever");
    } catch (ExecutionException e) {
      return failed("cannot be read: " + e.getCause());
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

  private static Answer parsed(String text) {
    try {
      JsonNode offer = JsonMapper.shared().readTree(text);
      if (!offer.path("properties").isObject()) {
        return failed("printed no offer, so a provider could publish none");
      }
      List<String> words = new ArrayList<>();
      DottedKeys.expanded(offer.path("properties"))
          .at("/golem/runtime/capabilities")
          .forEach(word -> words.add(word.asString("")));
      return new Answer(words, List.of());
    } catch (JacksonException _) {
      return failed("printed what is no JSON, so a provider could publish no offer");
    }
  }

  private static Answer failed(String how) {
    return new Answer(List.of(), List.of("the runtime's offer-template " + how));
  }
}
