package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import network.golem.runtime.supervisor.ScriptPlayer;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged `shell` under load.
@Timeout(300)
class ManyScriptsTest {
  private static final int AT_ONCE = 10;

  /// The index of the command whose output is the runtime's answer.
  private static final int DEPLOY = 0;

  /// `-Dgolem.test.runs=10000`.
  private static final int RUNS = Integer.getInteger("golem.test.runs", 500);

  /// Prints the word.
  private static String echo(int word) {
    return "{\"run\": {\"entry_point\": \"echo\", \"args\": [\""
        + word
        + "\"], \"capture\": {\"stdout\": {\"stream\": {}}}}}";
  }

  @TempDir Path directory;

  private static String script(String run, int times) {
    return "[{\"deploy\": {}}, {\"start\": {}}, "
        + String.join(", ", Collections.nCopies(times, run))
        + ", {\"terminate\": {}}]";
  }

  private List<PlayEvent> play(int number) {
    List<PlayEvent> events = new ArrayList<>();
    try {
      Path workdir = Files.createDirectory(directory.resolve("workdir" + number));
      Path file = Files.writeString(directory.resolve("script" + number), script(echo(number), 20));
      assertThat(
              new ScriptPlayer(
                      RuntimeBinary.at(Examples.runtime("shell")),
                      PlayOptions.in(workdir),
                      events::add)
                  .play(ExeScript.read(file)))
          .isTrue();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
    return events;
  }

  @Test
  void tenAtOnce() {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<CompletableFuture<List<PlayEvent>>> plays = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        int number = i;
        plays.add(CompletableFuture.supplyAsync(() -> play(number), threads));
      }
      for (int i = 0; i < AT_ONCE; i++) {
        StringBuilder printed = new StringBuilder();
        for (PlayEvent event : plays.get(i).join()) {
          if (event instanceof PlayEvent.Output output && output.position().index() > DEPLOY) {
            printed.append(output.bytes().utf8());
          }
        }
        assertThat(printed).hasToString((i + "\n").repeat(20));
      }
    }
  }

  /// The supervisor's memory is the same after half of the script and at its end.
  @Test
  void memoryStaysFlat() throws Exception {
    List<Long> used = new ArrayList<>();
    Path file =
        Files.writeString(
            directory.resolve("script"),
            script("{\"run\": {\"entry_point\": \"true\", \"args\": []}}", RUNS));
    ExeScript script = ExeScript.read(file);
    boolean succeeded =
        new ScriptPlayer(
                RuntimeBinary.at(Examples.runtime("shell")),
                PlayOptions.in(directory).withResults(true),
                event -> {
                  if (event instanceof PlayEvent.CommandEnded ended
                      && (ended.position().index() + 1) % (RUNS / 2) == 0) {
                    used.add(heap());
                  }
                })
            .play(script);

    assertThat(succeeded).isTrue();
    assertThat(used).hasSize(2);
    assertThat(used.getLast() - used.getFirst()).as("bytes more, of %s", used).isLessThan(1 << 20);
  }

  /// The memory in use when other threads use as little as possible.
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, used);
    }
    return least;
  }
}
