package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.process.CommandStacks;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// A program that is started as a process, in a session of its own.
///
/// @param main the class that it was built from, if the test names it
record BinaryTarget(Path path, Optional<Class<?>> main) implements Target {

  @Override
  public boolean offersVpn() {
    return main.isPresent() && Target.offersVpn(main.get());
  }

  @Override
  public Optional<Set<String>> counters() {
    return main.flatMap(Target::counters);
  }

  @Override
  public String configurationName() {
    return main.map(Surroundings::name).orElse(name());
  }

  @Override
  public String name() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public Execution start(List<String> words, Path directory, Map<String, String> variables) {
    List<String> line = new ArrayList<>(List.of(path.toString()));
    line.addAll(words);
    try {
      return new Child(RuntimeProcess.start(line, directory, variables));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isOwnProcess() {
    return true;
  }

  @Override
  public RuntimeBinary binary(Path directory) {
    try {
      return RuntimeBinary.at(path);
    } catch (ProviderException e) {
      throw new IllegalArgumentException(e.sentence(), e);
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
      return runtime.exit();
    }

    @Override
    public String whereabouts(long pid) {
      try {
        return CommandStacks.describe(runtime);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // then without the stacks
        return "its process is " + runtime.process().pid();
      }
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
