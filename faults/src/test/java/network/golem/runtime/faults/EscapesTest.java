package network.golem.runtime.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.golem.runtime.provider.OfferTemplate;
import network.golem.runtime.supervisor.SupervisedActivity;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.io.JsonStringEncoder;

/// Programs that try to escape in every known way, played against the packaged shell. The desk does
/// not end processes that outlive the runtime, so the runtime itself must leave nothing behind.
class EscapesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// The ways in which a program hides a process. `SLEEP` stands for that process.
  private enum Escape {
    EMPTY_ENVIRONMENT("setsid env -i SLEEP &"),
    FORKED_SESSION("setsid -f env -i SLEEP"),
    TWO_FORKS("(env -i setsid SLEEP &) & wait $!"),
    TWO_SESSIONS("env - A=1 setsid -f env - B=2 setsid -f SLEEP"),
    WITHOUT_THE_MARK(
        "env -u \"$(env | sed -n 's/^\\(GOLEM_RUNTIME_[0-9][^=]*\\)=.*/\\1/p')\" setsid -f SLEEP"),
    DAEMON(
        "perl -e 'use POSIX; fork && exit 0; POSIX::setsid(); fork && exit 0; $0 = \"SLEEP\" . \""
            + " \" x 6000; POSIX::dup2(POSIX::open(\"/dev/null\", 2), $_) for 0..2; pause'"),
    NO_HANGUP("trap '' HUP; env -i nohup SLEEP & :"),
    DEAF("(trap '' HUP INT QUIT TERM; env -i setsid -f SLEEP)"),
    STOPPED("setsid -f env -i sh -c 'kill -STOP $$; SLEEP'"),
    MANY("for i in 1 2 3 4 5 6 7 8 9 10; do (env -i setsid -f SLEEP &); done; sleep 0.1"),
    CHAIN(
        "setsid -f env -i sh -c 'sleep 0.1; setsid -f env -i sh -c \"sleep 0.1; setsid -f"
            + " SLEEP\"'"),
    NAMESPACE("unshare -fp env -i SLEEP &"),
    LIMIT_TAKEN_OFF("env -i setsid -f prlimit --rttime=unlimited SLEEP"),
    OTHER_USER("env -i setpriv --reuid=65534 --clear-groups setsid -f SLEEP");

    private final String line;

    Escape(String line) {
      this.line = line;
    }

    /// Whether it needs root, or another program.
    boolean isPossible() {
      return switch (this) {
        case DAEMON -> isThere("perl");
        case NAMESPACE -> isRoot() && isThere("unshare");
        case LIMIT_TAKEN_OFF -> isRoot() && isThere("prlimit");
        case OTHER_USER -> isRoot() && isThere("setpriv");
        default -> true;
      };
    }
  }

  /// The ways in which the runtime ends.
  private enum Ending {
    TERMINATE("true", true),
    END_OF_ACTIVITY("true", false),
    DURING_THE_COMMAND("sleep 1000", false),
    KILLED_BY_THE_PROGRAM("sleep 0.3; kill -9 $PPID; sleep 1000", false);

    private final String last;
    private final boolean terminates;

    Ending(String last, boolean terminates) {
      this.last = last;
      this.terminates = terminates;
    }
  }

  @Fault(
      value = "shell executes a program that hides what it starts; nothing outlives the runtime",
      tries = 14,
      whole = 1000)
  void nothingIsLeft(Attempt attempt, @TempDir Path directory) throws Exception {
    Escape escape = possible(attempt.number());
    Ending ending = Ending.values()[(attempt.number() / 3) % Ending.values().length];
    String seconds = (1_000_000 + attempt.number()) + "." + ProcessHandle.current().pid() + "1";
    List<String> commands =
        new ArrayList<>(
            List.of(
                "{\"deploy\": {}}",
                "{\"start\": {}}",
                run(
                    escape.line.replace("SLEEP", "sleep " + seconds)
                        + "\necho \"runtime $PPID.\"\n"
                        + ending.last)));
    if (ending.terminates) {
      commands.add("{\"terminate\": {}}");
    }
    Path workdir = Files.createDirectory(directory.resolve("work"));
    Path script = Files.writeString(directory.resolve("script.json"), commands.toString());

    List<PlayEvent> events = new CopyOnWriteArrayList<>();
    play(script, workdir, ending, events);

    assertThat(Processes.remaining(seconds))
        .as(escape + ", " + ending + ": processes left")
        .isEmpty();
    assertThat(files(workdir)).as("files that are neither a file nor a directory").isEmpty();
    assertThat(temporaryFiles(runtime(events))).as("temporary files").isEmpty();
    assertThat(Files.readString(Path.of("/proc/net/unix"), UTF_8))
        .as("sockets")
        .doesNotContain(directory.toString());
  }

  private static Escape possible(int number) {
    List<Escape> possible = Stream.of(Escape.values()).filter(Escape::isPossible).toList();
    return possible.get(number % possible.size());
  }

  private static String run(String script) {
    return "{\"run\": {\"entry_point\": \"sh\", \"args\": [\"-c\", \""
        + new String(JsonStringEncoder.getInstance().quoteAsCharArray(script))
        + "\"]}}";
  }

  private static void play(Path script, Path workdir, Ending ending, List<PlayEvent> events)
      throws Exception {
    RuntimeBinary shell = RuntimeBinary.at(Packaged.example("shell"));
    CountDownLatch said = new CountDownLatch(1);
    SupervisedActivity activity =
        new SupervisedActivity(
            shell,
            PlayOptions.in(workdir).withSweep(false),
            Agreement.madeUp(shell, workdir, OfferTemplate.ofSupervisor()),
            event -> {
              events.add(event);
              if (!runtime(events).isEmpty()) {
                said.countDown();
              }
            });
    try {
      var batch = activity.execute(ExeScript.read(script));
      if (ending == Ending.DURING_THE_COMMAND) {
        boolean _ = said.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS); // the batch continues
      } else {
        boolean _ = batch.await();
      }
    } finally {
      boolean _ = activity.end();
    }
  }

  private static String runtime(List<PlayEvent> events) {
    StringBuilder said = new StringBuilder();
    for (PlayEvent event : events) {
      if (event instanceof PlayEvent.Output output) {
        said.append(output.bytes().utf8());
      }
    }
    int at = said.indexOf("runtime ");
    int end = said.indexOf(".", Math.max(at, 0));
    return at < 0 || end < 0 ? "" : said.substring(at + "runtime ".length(), end);
  }

  /// Waits a while, because the programs of a killed runtime are ended by its warden.
  private static List<Path> files(Path workdir) throws IOException {
    try (Stream<Path> files = Files.walk(workdir)) {
      return files.filter(file -> !Files.isRegularFile(file) && !Files.isDirectory(file)).toList();
    }
  }

  private static List<Path> temporaryFiles(String runtime) throws IOException {
    assertThat(runtime).as("the runtime's number").isNotEmpty();
    try (Stream<Path> files = Files.find(Path.of("/tmp"), 2, (file, _) -> true)) {
      return files.filter(file -> file.getFileName().toString().equals(runtime)).toList();
    } catch (UncheckedIOException e) {
      return List.of(); // the directory of another process
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }
}
