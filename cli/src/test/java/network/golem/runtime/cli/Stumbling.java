package network.golem.runtime.cli;

import java.util.concurrent.CountDownLatch;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;

/// A runtime that fails in every way.
@RuntimeDef(name = "stumbling", version = "1.0.0")
final class Stumbling implements GolemRuntime {
  @Override
  public void start(Command start, Activity activity) throws RuntimeFailure {
    if (start.arguments().contains("fail")) {
      throw new RuntimeFailure(RuntimeFailure.Code.INTERNAL, "the pump has no water");
    }
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    switch (command.arguments().getFirst()) {
      case "exit" -> System.exit(3);
      case "virtual-exit" -> Thread.ofVirtual().start(() -> System.exit(3)).join();
      case "early" -> throw noModel();
      case "late" -> {
        command.stdout().println("looking");
        command.stdout().flush();
        throw noModel();
      }
      case "hang" -> {
        command.stdout().println("hanging");
        command.stdout().flush();
        pause();
      }
      default -> command.stdout().println("fine");
    }
    return 0;
  }

  private static RuntimeFailure noModel() {
    return new RuntimeFailure(RuntimeFailure.Code.NOT_FOUND, "no such model")
        .with("path", "/m")
        .with("size", 3);
  }

  private static void pause() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  static void main(String[] args) {
    GolemRuntime.launch(Stumbling::new, args);
  }
}
