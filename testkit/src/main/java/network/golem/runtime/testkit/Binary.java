package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A program, started as a process.
record Binary(Path path) implements Target {

  @Override
  public String name() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public Execution start(List<String> words, Path directory) {
    List<String> line = new ArrayList<>(List.of(path.toString()));
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().putAll(Target.environment());
    try {
      return new Child(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be started: " + e.getMessage(), e);
    }
  }

  private record Child(Process process) implements Execution {
    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public InputStream errors() {
      return process.getErrorStream();
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public String whereabouts() {
      return "its process is " + process.pid();
    }

    @Override
    public void destroy() {
      process.destroyForcibly();
    }
  }
}
