package network.golem.runtime.sdk.command;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.activity.DetachedReports;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.activity.InvocationContext;
import network.golem.runtime.sdk.commandline.SupervisorOptions;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.messages.Log;

/// An activity for commands that are executed in the test's process: nothing is written to its
/// directory, and its log is not read.
public final class TestActivity {
  private static final Path DIRECTORY = Path.of("").toAbsolutePath();

  private TestActivity() {}

  @RuntimeDef(name = "tested")
  private static final class Tested implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }
  }

  public static Log log() {
    return new Log(
        OutputStream.nullOutputStream(), "tested", Map.of(), (level, name, text, trace) -> {});
  }

  public static InvocationActivity make() {
    Definition definition = Definition.of(Tested.class);
    return new InvocationActivity(
        definition,
        new InvocationContext(definition, Mode.SERVER, List.of(), Map.of(), DIRECTORY, _ -> {}),
        DIRECTORY,
        new SupervisorOptions(
            Optional.empty(),
            List.of(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        new DetachedReports(),
        log());
  }
}
