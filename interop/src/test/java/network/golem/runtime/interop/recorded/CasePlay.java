package network.golem.runtime.interop.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import network.golem.runtime.interop.Examples;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.Batch;
import network.golem.runtime.supervisor.SupervisedActivity;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RequestorView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Plays one case through a [SupervisedActivity], and converts what was seen to the format of a
/// recording.
final class CasePlay implements AutoCloseable {
  /// A node retries a transfer after two and four seconds; waiting that long would be useless here.
  private static final List<Duration> RETRIES =
      List.of(Duration.ofMillis(10), Duration.ofMillis(20));

  /// A node reports each second.
  private static final Duration REPORT = Duration.ofMillis(150);

  /// A usage limit ends an activity when usage is reported; by then, the last command has begun.
  private static final Duration LATE_REPORT = Duration.ofSeconds(4);

  /// The counters of time, memory and storage.
  private static final Set<String> VARYING =
      Set.of(
          "golem.usage.duration_sec",
          "golem.usage.cpu_sec",
          "golem.usage.gib",
          "golem.usage.storage_gib",
          "golem.usage.program-cpu_sec");

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final RecordedCase recorded;
  private final Path directory;
  private final Path workdir;
  private final Path cache;
  private final CaseServer server = new CaseServer();
  private final List<PlayEvent> heard = new ArrayList<>();
  private final Map<Integer, Batch> batches = new TreeMap<>();

  /// The reasons why batches were not accepted as scripts.
  private final Map<Integer, String> refusals = new TreeMap<>();

  private int sent;

  private CasePlay(RecordedCase recorded, Path directory) throws IOException {
    this.recorded = recorded;
    this.directory = directory;
    this.workdir = Files.createDirectory(directory.resolve("workdir"));
    this.cache = Files.createDirectory(directory.resolve("cache"));
  }

  /// Plays it.
  ///
  /// @param directory an empty directory
  /// @return what was seen, as [Facts]
  static Facts play(RecordedCase recorded, Path directory) throws Exception {
    try (CasePlay play = new CasePlay(recorded, directory)) {
      return play.play();
    }
  }

  private Facts play() throws Exception {
    for (Map.Entry<String, String> file : recorded.filesBefore().entrySet()) {
      Path place = Path.of(filled(file.getKey()));
      Files.createDirectories(place.getParent());
      Files.writeString(place, file.getValue());
    }
    CallRecorder recorder =
        CallRecorder.of(
            recorded.runtime(), recorded.args().stream().map(this::filled).toList(), directory);
    Agreement agreement =
        Agreement.read(written("agreement.json", recorded.text("agreement.json")));
    SupervisedActivity activity =
        new SupervisedActivity(
            recorder.runtime(),
            PlayOptions.in(workdir)
                .withFiles(new PlayOptions.FileAccess(Optional.empty(), cache, false))
                .withTimeout(Optional.of(PATIENCE))
                .withResults(true)
                .withPace(
                    new PlayOptions.Pace(recorded.endsByItself() ? LATE_REPORT : REPORT, RETRIES)),
            agreement,
            this::hear);
    int before;
    try {
      for (JsonNode script : recorded.batches()) {
        send(activity, script);
      }
      for (Map.Entry<Integer, Batch> batch : batches.entrySet()) {
        if (recorded.hasEndOf(batch.getKey())) {
          boolean _ = batch.getValue().await();
        }
      }
      if (!recorded.endsByItself()) {
        await(PlayEvent.UsageReported.class::isInstance);
      }
      before = heardSoFar();
    } finally {
      boolean _ = activity.end();
    }
    ArrayNode calls = recorder.calls();
    return Facts.of(
        recorded,
        said(before, agreement),
        masked(calls),
        masked(server.requests()),
        masked(CaseFiles.of(workdir, cache)));
  }

  private void send(SupervisedActivity activity, JsonNode script)
      throws IOException, InterruptedException {
    int number = sent++;
    ExeScript read;
    try {
      read = ExeScript.read(written("script.json", script.toString()));
    } catch (ProviderException e) {
      refusals.put(number, e.getMessage());
      return;
    }
    Batch batch = activity.execute(read);
    batches.put(number, batch);
    await(recorded.afterBatch(number), batch, number);
  }

  private synchronized void hear(PlayEvent event) {
    heard.add(event);
    notifyAll();
  }

  private synchronized int heardSoFar() {
    return heard.size();
  }

  /// Waits for a new event.
  private synchronized void await(Predicate<PlayEvent> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int from = heard.size();
    while (heard.subList(from, heard.size()).stream().noneMatch(wanted)) {
      waitOnce(deadline, "an event that was not heard before");
    }
  }

  private void waitOnce(long deadline, String what) throws InterruptedException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new AssertionError(recorded.name() + ": waited in vain for " + what);
    }
    TimeUnit.NANOSECONDS.timedWait(this, left);
  }

  private void await(RecordedCase.Wait wait, Batch batch, int number) throws InterruptedException {
    if (recorded.endsByItself()) {
      await(
          event -> event instanceof PlayEvent.StateChanged changed && !changed.reason().isEmpty());
      return;
    }
    if (wait.seconds().isEmpty()) {
      boolean _ = batch.await();
      return;
    }
    int last = recorded.lastCommandOf(number);
    synchronized (this) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (heard.stream()
          .noneMatch(event ->
              event instanceof PlayEvent.CommandBegan begun
                  && begun.position().batch().equals(batch.id())
                  && begun.position().index() == last)) {
        waitOnce(deadline, "command " + last);
      }
    }
    TimeUnit.NANOSECONDS.sleep(wait.seconds().get().toNanos()); // as in the recording
  }

  private List<JsonNode> said(int before, Agreement agreement) {
    Map<String, Integer> numbers = new HashMap<>();
    batches.forEach((number, batch) -> numbers.put(batch.id(), number));
    List<JsonNode> states = new ArrayList<>();
    List<List<JsonNode>> events = new ArrayList<>();
    List<List<JsonNode>> results = new ArrayList<>();
    for (int i = 0; i < sent; i++) {
      events.add(new ArrayList<>());
      results.add(new ArrayList<>());
    }
    JsonNode usage = RecordedCase.MAPPER.nullNode();
    List<PlayEvent> all;
    synchronized (this) {
      all = List.copyOf(heard);
    }
    for (int i = 0; i < all.size(); i++) {
      for (ObjectNode message : RequestorView.of(all.get(i))) {
        JsonNode masked = masked(message);
        switch (all.get(i)) {
          case PlayEvent.StateChanged _ -> states.add(masked);
          case PlayEvent.UsageReported _ -> usage = masked.get("currentUsage");
          case PlayEvent.CommandEnded ended when message.has("result") -> {
            if (i < before) {
              results.get(numbers.get(ended.position().batch())).add(without(masked, "eventDate"));
            }
          }
          default -> {
            int batch = numbers.get(message.get("batch_id").asString());
            events.get(batch).add(without(masked, "batch_id", "timestamp"));
          }
        }
      }
    }
    List<JsonNode> said = new ArrayList<>(states);
    for (int i = 0; i < sent; i++) {
      if (refusals.containsKey(i)) {
        said.add(
            line(
                i,
                "exec",
                RecordedCase.MAPPER.getNodeFactory().stringNode(refusals.getOrDefault(i, ""))));
        continue;
      }
      for (JsonNode event : events.get(i)) {
        said.add(line(i, "event", event));
      }
      if (recorded.endsByItself()) {
        said.add(line(i, "results", RecordedCase.MAPPER.nullNode()));
      } else if (results.get(i).isEmpty()) {
        said.add(line(i, "results", RecordedCase.MAPPER.createArrayNode()));
      }
      if (!recorded.endsByItself()) {
        for (JsonNode result : results.get(i)) {
          said.add(line(i, "result", result));
        }
      }
    }
    said.add(
        RecordedCase.MAPPER
            .createObjectNode()
            .set(
                "usage",
                recorded.endsByItself()
                    ? RecordedCase.MAPPER.nullNode()
                    : typed(usage, agreement.usageVector())));
    return said;
  }

  private static JsonNode line(int batch, String key, JsonNode value) {
    return RecordedCase.MAPPER.createObjectNode().put("batch", batch).set(key, value);
  }

  /// Replaces numbers that differ between plays by their type.
  private static JsonNode typed(JsonNode usage, List<String> vector) {
    ArrayNode typed = RecordedCase.MAPPER.createArrayNode();
    for (int i = 0; i < usage.size(); i++) {
      JsonNode value = usage.get(i);
      typed.add(
          VARYING.contains(vector.get(i))
              ? RecordedCase.MAPPER
                  .getNodeFactory()
                  .stringNode(value.isIntegralNumber() ? "int" : "float")
              : value);
    }
    return typed;
  }

  private static JsonNode without(JsonNode object, String... keys) {
    return ((ObjectNode) object.deepCopy()).remove(List.of(keys));
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), filled(text));
  }

  /// Inserts the paths and ports of this play.
  private String filled(String text) {
    String filled = text;
    if (filled.contains("{manifest}")) {
      filled =
          filled.replace(
              "{manifest}",
              Base64.getEncoder()
                  .encodeToString(filled(recorded.text("manifest.json")).getBytes(UTF_8)));
    }
    return filled
        .replace("{workdir}", workdir.toString())
        .replace("{cache}", cache.toString())
        .replace("{port}", Integer.toString(server.port()))
        .replace("{configurations}", configurations());
  }

  private static String configurations() {
    return Examples.directory().resolve("environment/configurations").toString();
  }

  /// Replaces the paths and ports of this play.
  private JsonNode masked(JsonNode json) {
    return RecordedCase.MAPPER.readTree(
        json.toString()
            .replace(workdir.toString(), "{workdir}")
            .replace(cache.toString(), "{cache}")
            .replace(configurations(), "{configurations}")
            .replace("127.0.0.1:" + server.port(), "127.0.0.1:{port}")
            .replaceAll("(udp://127\\.0\\.0\\.1:)[0-9]+", "$1{port}")
            .replaceAll("(exceeded the value of )[0-9.E-]+", "$1{number}"));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
