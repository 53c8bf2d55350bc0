package network.golem.runtime.sdktests.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Child;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.Readiness;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/// Converts pictures.
@RuntimeDef(
    name = "resizer",
    version = "1.0.0",
    description = "Converts pictures",
    counters = {
      @UsageCounter(name = "golem.usage.pictures", description = "Pictures", price = 0.001),
      @UsageCounter(name = "golem.usage.program-cpu_sec", price = 0.0005)
    })
public final class Resizer implements GolemRuntime {
  private static final Logger LOGGER = LoggerFactory.getLogger(Resizer.class);

  @Option(names = "--quality", defaultValue = "80", description = "From 1 to 100.")
  int quality;

  record Settings(List<String> converter, int largest) {
    Settings() {
      this(List.of("cp"), 10_000_000);
    }
  }

  record Prepared(String converter) {}

  @Override
  public void test(Context context) throws RuntimeFailure {
    if (context.config(Settings.class).converter().isEmpty()) {
      throw new RuntimeFailure(Code.INTERNAL, "the configuration names no converter");
    }
  }

  @Override
  public Offer offer(Context context) {
    return Offer.of()
        .property("golem.runtime.resizer.largest", context.config(Settings.class).largest())
        .constraint("golem.srv.comp.task_package", Offer.Relation.EQUAL, "none");
  }

  @Override
  public Deployment deploy(Activity activity) {
    activity.save(new Prepared(activity.config(Settings.class).converter().getFirst()));
    return Deployment.of().volume("/golem/input").volume("/golem/output");
  }

  @Override
  public void start(Command start, Activity activity) throws Exception {
    Child helper =
        activity
            .spawn(new ProcessBuilder("sh", "-c", "echo helper is ready; exec sleep 1000"))
            .readyWhen(Readiness.line(Pattern.compile("ready")), Duration.ofSeconds(10))
            .essential();
    LOGGER.info("the helper has pid {}", helper.pid());
    activity
        .counter("golem.usage.program-cpu_sec")
        .sampleEvery(Duration.ofSeconds(1), () -> activity.executedCpu().toNanos() / 1e9);
    start.printJson(activity.saved(Prepared.class));
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    return switch (command.program()) {
      case "convert" -> convert(command, activity);
      case "count" -> count(command, activity);
      case "sh" -> command.exec(new ProcessBuilder(command.line()));
      default ->
          throw new RuntimeFailure(Code.NOT_FOUND, "unknown command: " + command.program())
              .with("known", "convert, count, sh");
    };
  }

  private static int convert(Command command, Activity activity) throws Exception {
    Path from = activity.volumes().path(command.arguments().get(0));
    Path to = activity.volumes().path(command.arguments().get(1));
    if (!Files.exists(from)) {
      command.stderr().println("no such picture: " + command.arguments().get(0));
      return 2;
    }
    String converter = activity.saved(Prepared.class).converter();
    int code = command.exec(new ProcessBuilder(converter, from.toString(), to.toString()));
    if (code == 0) {
      activity.counter("golem.usage.pictures").increment();
    }
    return code;
  }

  private static int count(Command command, Activity activity) throws IOException {
    try (var files = Files.list(activity.volumes().path("/golem/output"))) {
      command.stdout().println(files.count());
    }
    return 0;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Resizer::new, args);
  }
}
