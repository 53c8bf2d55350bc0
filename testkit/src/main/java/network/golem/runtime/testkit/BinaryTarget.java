package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// A program that is started as a process, in a session of its own.
record BinaryTarget(Path path, boolean offersVpn) implements Target {

  @Override
  public String name() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public Execution start(List<String> words, Path directory) {
    List<String> line = new ArrayList<>(List.of(path.toString()));
    line.addAll(words);
    try {
      return new Child(RuntimeProcess.start(line, directory, Target.MORE_ENVIRONMENT));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + path + ": " + e.getMessage(), e);
    }
  }

  private record Child(RuntimeProcess runtime) implements Execution {
    @Override
    public OutputStream input() {
      return runtime.process().getOutputStream();
    }

    @Override
    public InputStream output() {
      return runtime.process().getInputStream();
    }

    @Override
    public InputStream errors() {
      return runtime.process().getErrorStream();
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return runtime.process().onExit().thenApply(Process::exitValue);
    }

    @Override
    public String whereabouts() {
      return "its process is " + runtime.process().pid();
    }

    @Override
    public void destroy() {
      try {
        var _ = runtime.end(Duration.ZERO);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // then it does not wait for the end
      }
    }
  }
}
