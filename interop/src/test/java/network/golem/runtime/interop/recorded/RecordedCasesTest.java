package network.golem.runtime.interop.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Plays the recorded cases of the real supervisor, and compares the results.
///
/// `-Dgolem.test.cases=all` plays all of them instead of a third; `-Dgolem.cases=DIR` takes the
/// cases of another directory, in the same format, with its own `differences.txt`;
/// `-Dgolem.case=NAME` takes one case. All differences, known or not, are written to
/// `target/differences/<case>.txt`.
class RecordedCasesTest {
  private static final int AT_ONCE = 6;
  private static final int PART = 3;
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

  @TempDir static Path directory;

  @AfterAll
  static void endThreads() {
    THREADS.shutdownNow();
  }

  private static Path cases() throws URISyntaxException {
    String given = System.getProperty("golem.cases");
    if (given != null) {
      return Path.of(given).toAbsolutePath();
    }
    URI uri =
        Objects.requireNonNull(RecordedCasesTest.class.getResource("/cases/README.md")).toURI();
    return Objects.requireNonNull(Path.of(uri).getParent());
  }

  /// All of them take a minute, most of which is waiting; by default, every third is played.
  private static List<RecordedCase> wanted() throws Exception {
    String one = System.getProperty("golem.case");
    List<RecordedCase> all = RecordedCase.in(cases());
    if (one != null) {
      return all.stream().filter(each -> each.name().equals(one)).toList();
    }
    return "all".equals(System.getProperty("golem.test.cases"))
        ? all
        : IntStream.range(0, all.size()).filter(i -> i % PART == 0).mapToObj(all::get).toList();
  }

  @Test
  void everyKnownDifferenceBelongsToACase() throws Exception {
    Set<String> names =
        RecordedCase.in(cases()).stream().map(RecordedCase::name).collect(Collectors.toSet());

    KnownDifferences known = KnownDifferences.in(cases());
    assertThat(names)
        .isNotEmpty()
        .containsAll(known.byCase().keySet())
        .containsAll(known.atTimes().keySet());
  }

  @TestFactory
  Stream<DynamicTest> behavesLikeTheRealSupervisor() throws Exception {
    KnownDifferences known = KnownDifferences.in(cases());
    return wanted().stream()
        .map(each -> Map.entry(each, THREADS.submit(seen(each))))
        .toList()
        .stream()
        .map(play ->
            DynamicTest.dynamicTest(
                play.getKey().name(), () -> hold(play.getKey(), play.getValue(), known)));
  }

  private static Callable<List<Facts.Difference>> seen(RecordedCase recorded) {
    return () -> {
      Path place = Files.createDirectory(directory.resolve(recorded.name()));
      return TextTrial.isOne(recorded)
          ? TextTrial.recorded(recorded).differences(TextTrial.tried(recorded, place))
          : Facts.of(recorded).differences(CasePlay.play(recorded, place));
    };
  }

  private static void hold(
      RecordedCase recorded, Future<List<Facts.Difference>> play, KnownDifferences known)
      throws Exception {
    List<Facts.Difference> differences = play.get();
    Files.write(
        Files.createDirectories(Path.of("target/differences")).resolve(recorded.name() + ".txt"),
        differences.stream().map(each -> recorded.name() + ": " + each.name()).toList());
    StringBuilder complaint = new StringBuilder();
    for (Facts.Difference difference : differences) {
      if (!known.mayBe(recorded.name(), difference.name())) {
        complaint.append(
            "\n%s: %s%n  recorded: %s%n  here:     %s"
                .formatted(
                    recorded.name(), difference.name(), difference.recorded(), difference.here()));
      }
    }
    Set<String> gone = new TreeSet<>(known.of(recorded.name()));
    differences.forEach(difference -> gone.remove(difference.name()));
    gone.forEach(name ->
        complaint.append(
            "\n%s: %s%n  is as recorded now, so it is to be taken out of differences.txt"
                .formatted(recorded.name(), name)));
    assertThat(complaint).as("differences from what the real supervisor did").isEmpty();
  }
}
