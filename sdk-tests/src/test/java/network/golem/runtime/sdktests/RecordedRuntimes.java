package network.golem.runtime.sdktests;

import java.nio.file.AccessDeniedException;
import java.util.Map;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.RuntimeIdentity;
import picocli.CommandLine.Parameters;

/// Runtimes equivalent to those whose calls were recorded.
final class RecordedRuntimes {
  private static final Map<String, String> RUNNING = Map.of("exampleProperty", "running");

  private RecordedRuntimes() {}

  /// Fails if its environment says so.
  @RuntimeDef(name = "bench-runtime", version = "0.1.0")
  static final class Bench implements GolemRuntime {
    @Override
    public Deployment deploy(Activity activity) throws Exception {
      fail(activity, "BENCH_DEPLOY");
      return Deployment.of();
    }

    @Override
    public void start(Command start, Activity activity) throws Exception {
      fail(activity, "BENCH_START");
    }

    @Override
    public void test(Context context) throws Exception {
      fail(context, "BENCH_TEST");
    }

    @Override
    public Offer offer(Context context) throws Exception {
      fail(context, "BENCH_OFFER");
      return Offer.of();
    }

    private static void fail(Context context, String variable) throws Exception {
      switch (context.environment().getOrDefault(variable, "")) {
        case "err" -> throw new RuntimeFailure(Code.INTERNAL, variable + " failed");
        case "ioerr" -> throw new AccessDeniedException("file");
        case "panic" -> throw new AssertionError("panic");
        default -> {}
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "noop", "sleep" -> {}
        case "echo" -> command.stdout().print(String.join(" ", command.arguments()));
        case "value" -> command.printJson(command.arguments().getFirst());
        case "failcmd" -> throw new RuntimeFailure(Code.INTERNAL, "failed");
        case "exec" -> {
          return command.exec(new ProcessBuilder(command.arguments()));
        }
        default ->
            throw new RuntimeFailure(Code.NOT_FOUND, "unknown command: " + command.program());
      }
      return 0;
    }
  }

  /// Has a positional parameter, and prints in `start` that it runs.
  @RuntimeDef(name = "command-mode", version = "0.1.1", mode = Mode.ONE_SHOT)
  static final class OneShot implements GolemRuntime {
    @Parameters(index = "0", arity = "0..1")
    String path;

    @Override
    public void start(Command start, Activity activity) {
      start.printJson(RUNNING);
    }

    @Override
    public int run(Command command, Activity activity) {
      command.stdout().println("stdout: " + String.join(" ", command.line()));
      command.stdout().println("stderr: ");
      return 0;
    }
  }

  /// The same runtime in server mode, with a configuration.
  @RuntimeDef(name = "example-runtime", version = "1.2.3")
  static final class Example implements GolemRuntime {
    record Configuration(long value) {
      Configuration() {
        this(1);
      }

      Configuration {
        if (value < 0) {
          throw new IllegalArgumentException("the value must not be negative");
        }
      }
    }

    @Parameters(index = "0", arity = "0..1")
    String path;

    @Override
    public Deployment deploy(Activity activity) {
      var _ = activity.config(Configuration.class);
      return Deployment.of();
    }

    @Override
    public void start(Command start, Activity activity) {
      start.printJson(RUNNING);
    }

    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }
  }

  /// Takes its name from a positional.
  @RuntimeDef(name = "environment", version = "0.1.0")
  static final class Named implements GolemRuntime, RuntimeIdentity {
    @Parameters(index = "0", arity = "0..1", defaultValue = "environment")
    String name;

    @Override
    public String name() {
      return name;
    }

    @Override
    public Deployment deploy(Activity activity) {
      var _ = activity.config(Map.class);
      return Deployment.of();
    }

    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }
  }
}
