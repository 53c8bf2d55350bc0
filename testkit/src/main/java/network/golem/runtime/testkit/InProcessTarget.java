package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import network.golem.runtime.sdk.host.EmbeddingHost;
import network.golem.runtime.sdk.launch.Launch;

/// A runtime's class, called in this process: its `launch` uses the given pipes, and returns.
record InProcessTarget(Class<?> main) implements Target {
  private static final int FAILED = 1;
  private static final int FRAMES_SHOWN = 12;

  @Override
  public boolean offersVpn() {
    return Target.offersVpn(main);
  }

  @Override
  public String name() {
    return main.getSimpleName();
  }

  @Override
  public Execution start(List<String> words, Path directory) {
    Method method = method();
    List<Pipe> pipes = Pipe.make(3);
    Call call = new Call(method, words, pipes.get(0), pipes.get(1), pipes.get(2));
    Thread thread = Thread.ofPlatform().daemon().name(name() + ".main").start(call);
    return new Visit(call, thread);
  }

  private Method method() {
    for (Class<?> type = main; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals("main")
            && Modifier.isStatic(method.getModifiers())
            && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class})) {
          method.setAccessible(true);
          return method;
        }
      }
    }
    throw new IllegalArgumentException(
        main.getName()
            + " needs `static void main(String[] args)`, which calls GolemRuntime.launch");
  }

  /// The code of the runtime's first thread.
  private static final class Call implements Runnable {
    final Method method;
    final List<String> words;
    final Pipe input;
    final Pipe output;
    final Pipe errors;
    final CompletableFuture<Integer> exit = new CompletableFuture<>();

    Call(Method method, List<String> words, Pipe input, Pipe output, Pipe errors) {
      this.method = method;
      this.words = words;
      this.input = input;
      this.output = output;
      this.errors = errors;
    }

    @Override
    public void run() {
      CompletableFuture<Integer> code = new CompletableFuture<>();
      try (InputStream in = input.in();
          OutputStream out = output.out();
          PrintStream err = new PrintStream(errors.out(), true, StandardCharsets.UTF_8)) {
        EmbeddingHost host = new EmbeddingHost(environment(), in, out, err);
        try {
          ScopedValue.where(Launch.GUEST, new Launch.Guest(host, code::complete))
              .call(() -> method.invoke(null, (Object) words.toArray(String[]::new)));
          if (!code.isDone()) {
            err.println(method + " returned without calling GolemRuntime.launch");
          }
        } catch (InvocationTargetException e) {
          e.getTargetException().printStackTrace(err); // as the JVM does
        } catch (ReflectiveOperationException e) {
          err.println(e.getMessage());
        }
      } catch (IOException e) {
        // the streams were only closed
      } finally {
        exit.complete(code.getNow(FAILED));
      }
    }
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(MORE_ENVIRONMENT);
    return environment;
  }

  /// The runtime, seen from outside.
  private record Visit(Call call, Thread thread) implements Execution {
    @Override
    public OutputStream input() {
      return call.input.out();
    }

    @Override
    public InputStream output() {
      return call.output.in();
    }

    @Override
    public InputStream errors() {
      return call.errors.in();
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return call.exit;
    }

    @Override
    public String whereabouts() {
      return Arrays.stream(thread.getStackTrace())
          .limit(FRAMES_SHOWN)
          .map(frame -> "\n    at " + frame)
          .collect(Collectors.joining("", "its thread " + thread.getName() + " is", ""));
    }

    /// A thread cannot be killed. If it waits, it can be interrupted.
    @Override
    public void destroy() {
      thread.interrupt();
    }
  }
}
