package network.golem.runtime.sdk.build;

import java.io.PrintStream;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.commandline.AuthorOptions;
import network.golem.runtime.sdk.definition.DeclaredCounter;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.definition.PackagedDefinition;

/// Does what typical runtimes do. Its definition is passed as to any packaged runtime, because
/// reading annotations is not part of a start.
final class TrainingRuntime implements GolemRuntime {
  /// A version that no author's runtime has.
  static final String VERSION = "0.0.0-training";

  private static final int LINES = 20;
  private static final int CHUNK = 1024;
  private static final int CHUNKS = 32 * 1024;

  /// The process is not to be ended while the JVM, at its exit, writes what it has recorded.
  private static final double STOP_SECONDS = 300;

  private static final String COUNTER = "golem.usage.training";

  private final boolean programs;

  /// @param programs whether it executes some
  TrainingRuntime(boolean programs) {
    this.programs = programs;
  }

  /// Sets the properties that the launcher of a packaged runtime sets.
  static void handOver(boolean programs) {
    DeclaredCounter counter = new DeclaredCounter(COUNTER, "Training", 0);
    Definition definition =
        new Definition(
            TrainingRuntime.class,
            "training",
            VERSION,
            "",
            Mode.SERVER,
            List.of(counter),
            List.of(),
            List.of(),
            false,
            false,
            programs,
            STOP_SECONDS,
            false);
    System.setProperty(PackagedDefinition.PROPERTY, PackagedDefinition.text(definition));
    System.setProperty(AuthorOptions.PROPERTY, AuthorOptions.none(TrainingRuntime.class).text());
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    switch (command.program()) {
      case "noop" -> {}
      case "echo" -> {
        for (int i = 0; i < LINES; i++) {
          command.stdout().println(command.line() + " " + i);
          command.stderr().println("line " + i);
          activity.counter(COUNTER).increment();
        }
      }
      case "flood" -> flood(command.stdout());
      case "sleep" -> Thread.sleep(Long.MAX_VALUE);
      case "exec" -> {
        return programs ? command.exec(new ProcessBuilder("true")) : 0;
      }
      default -> throw new RuntimeFailure(RuntimeFailure.Code.NOT_FOUND, "no " + command.program());
    }
    return 0;
  }

  private static void flood(PrintStream out) {
    byte[] chunk = new byte[CHUNK];
    for (int i = 0; i < CHUNKS; i++) {
      out.write(chunk, 0, chunk.length);
      out.flush();
    }
  }
}
