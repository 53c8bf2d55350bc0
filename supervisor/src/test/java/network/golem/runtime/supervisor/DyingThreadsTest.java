package network.golem.runtime.supervisor;

import static network.golem.runtime.supervisor.Desk.DEPLOY;
import static network.golem.runtime.supervisor.Desk.START;
import static network.golem.runtime.supervisor.Desk.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.play.DeskThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to a thread of the desk, the play ends with the reason. The listener is called
/// on all of these threads, so it can make them fail as if memory had run out.
@Timeout(60)
class DyingThreadsTest {
  private static final String RUNTIME =
      """
      case $phase in
        deploy) echo deploying >&2; echo '{"valid": {"Ok": ""}, "vols": [{"name": "v", "path": "/v"}]}' ;;
        run) shift 3; eval "$@" ;;
      esac
      """;

  @TempDir Path folder;

  /// The kinds of events, and unusual throwables.
  static Stream<Arguments> deaths() {
    return Stream.of(
            PlayEvent.StateChanged.class,
            PlayEvent.CommandBegan.class,
            PlayEvent.Output.class,
            PlayEvent.Progress.class,
            PlayEvent.UsageReported.class,
            PlayEvent.CommandEnded.class)
        .flatMap(kind ->
            Stream.of(
                    new OutOfMemoryError("Java heap space"),
                    new StackOverflowError(),
                    new IllegalStateException("nobody expects this"))
                .map(death -> Arguments.of(kind, death)));
  }

  private static void die(Throwable death) {
    switch (death) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new AssertionError(death);
    }
  }

  private static String all(Desk desk) {
    return Stream.of(
            desk.results().stream(),
            desk.warnings().stream(),
            desk.heard(PlayEvent.StateChanged.class).map(PlayEvent.StateChanged::reason))
        .flatMap(each -> each)
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void failureInOneShotModeEndsThePlay(Class<?> kind, Throwable death) throws Exception {
    Desk desk = Desk.ofShell(folder, RUNTIME);
    dieOnce(desk, kind, death);

    assertThat(
            desk.play(
                DEPLOY,
                START,
                run("sh", "mkdir v; head -c 3000000 /dev/zero > v/f; echo x"),
                "{\"transfer\": {\"from\": \"/v/f\", \"to\": \"/v/g\", \"progress\":"
                    + " {\"updateInterval\": \"0ms\"}}}",
                run("sh", "sleep 1000")))
        .isFalse();

    assertThat(all(desk)).contains(DeskThread.reason(death));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        PlayEvent.CommandBegan.class,
        PlayEvent.Output.class,
        PlayEvent.RuntimeSaid.class,
        PlayEvent.UsageReported.class,
        PlayEvent.CommandEnded.class
      })
  void failureInServerModeEndsThePlay(Class<?> kind) throws Exception {
    Desk desk = Desk.ofRogue(folder);
    OutOfMemoryError death = new OutOfMemoryError("Java heap space");
    dieOnce(desk, kind, death);

    assertThat(desk.play(DEPLOY, START, run("talk"), run("silent"))).isFalse();

    assertThat(all(desk)).contains(DeskThread.reason(death));
  }

  private static void dieOnce(Desk desk, Class<?> kind, Throwable death) {
    AtomicBoolean died = new AtomicBoolean();
    desk.whenHeard(event -> {
      boolean now =
          kind.isInstance(event)
              && !(event instanceof PlayEvent.StateChanged changed
                  && changed.state().pending().isEmpty()); // that is the thread that plays
      if (now && !died.getAndSet(true)) {
        die(death);
      }
    });
  }

  /// The arguments do not fit into the pipe, and the runtime does not read any more.
  @Test
  void timeLimitEndsARunThatTheRuntimeDoesNotRead() throws Exception {
    Desk desk = Desk.ofRogue(folder);
    desk.limit(Duration.ofSeconds(1));

    assertThat(desk.play(DEPLOY, START, run("deaf"), run("x", "y".repeat(200_000)))).isFalse();

    assertThat(desk.result()).startsWith("run -1: time limit of 1 s exceeded: ");
    desk.assertNobodyLeft("pid");
  }
}
