package network.golem.runtime.supervisor.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the commands of a runtime are, if the runtime is a Java process that uses the SDK: the
/// stacks of the threads that execute the author's code. They are read by the JDK's `jcmd`, which
/// the runtime need not know about; a signal would make its JVM write them to standard output.
public final class CommandStacks {
  private static final String EXECUTES = "network.golem.runtime.sdk.command.CommandTask.execute(";
  private static final String OF_THE_SDK = "at network.golem.runtime.sdk.";
  private static final Pattern HEAD = Pattern.compile("\"(.*?)\" #.*");
  private static final Pattern STATE =
      Pattern.compile("\\s+java\\.lang\\.Thread\\.State: (\\w+).*");
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int MOST_FRAMES = 40;

  private CommandStacks() {}

  /// Which process the runtime is, and, on further lines, where its commands are. Takes up to two
  /// seconds.
  public static String describe(RuntimeProcess runtime) throws InterruptedException {
    StringBuilder text =
        new StringBuilder("the runtime's process is ").append(runtime.process().pid());
    OptionalLong java =
        runtime.all().stream()
            .mapToLong(ProcessHandle::pid)
            .filter(ProcessTable::isJava)
            .findFirst();
    if (java.isPresent()) {
      stacks(dump(java.getAsLong()))
          .forEach(stack -> text.append('\n').append(String.join("\n", stack)));
    }
    return text.toString();
  }

  /// @return the lines of a thread dump; none if there is no `jcmd`, or the process does not
  ///   respond
  private static List<String> dump(long pid) throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return List.of();
    }
    @Nullable Path printed = null;
    try {
      printed = Files.createTempFile("stacks-", ".txt");
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      return new String(Files.readAllBytes(printed), UTF_8).lines().toList();
    } catch (IOException _) {
      return List.of(); // it would only have been an addition
    } finally {
      remove(printed);
    }
  }

  private static void remove(@Nullable Path file) {
    if (file != null) {
      try {
        boolean _ = Files.deleteIfExists(file);
      } catch (IOException _) {
        // the system removes temporary files later
      }
    }
  }

  /// The stacks of the threads that execute commands, without the SDK's frames below the author's.
  static List<List<String>> stacks(List<String> dump) {
    List<List<String>> stacks = new ArrayList<>();
    List<String> frames = new ArrayList<>();
    String head = "";
    for (String line : dump) {
      Matcher thread = HEAD.matcher(line);
      Matcher state = STATE.matcher(line);
      if (thread.matches()) {
        head = "thread " + thread.group(1);
        frames = new ArrayList<>();
      } else if (state.matches()) {
        head += " (" + state.group(1) + ")";
      } else if (line.contains(EXECUTES)) {
        while (!frames.isEmpty() && frames.getLast().strip().startsWith(OF_THE_SDK)) {
          frames.removeLast();
        }
        if (frames.size() > MOST_FRAMES) {
          frames.set(MOST_FRAMES, "  … and " + (frames.size() - MOST_FRAMES) + " more");
        }
        List<String> stack = new ArrayList<>(List.of(head));
        stack.addAll(frames.subList(0, Math.min(frames.size(), MOST_FRAMES + 1)));
        stacks.add(stack);
      } else if (line.startsWith("\tat ") || line.startsWith("\t- ")) {
        frames.add("  " + line.strip().replaceFirst("\\([a-z.]+@[^/]*/", "("));
      }
    }
    return stacks;
  }
}
