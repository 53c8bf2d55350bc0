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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import network.golem.runtime.sdk.host.EmbeddingHost;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.launch.Launch;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.jspecify.annotations.Nullable;

/// A runtime's class, called in this process: its `launch` uses the given pipes, and returns.
record InProcessTarget(Class<?> main) implements Target {
  private static final int FAILED = 1;
  private static final int FRAMES_SHOWN = 40;
  private static final String OF_THE_SDK = "network.golem.runtime.sdk.";

  @Override
  public boolean offersVpn() {
    return Target.offersVpn(main);
  }

  @Override
  public String name() {
    return main.getSimpleName();
  }

  @Override
  public Execution start(List<String> words, Path directory, Map<String, String> variables) {
    Method method = method();
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(variables);
    List<Pipe> pipes = Pipe.make(3);
    Call call = new Call(method, words, environment, pipes.get(0), pipes.get(1), pipes.get(2));
    return new Visit(call, RuntimeStreams.start(name() + ".main", call.printed, environment, call));
  }

  @Override
  public Optional<Set<String>> counters() {
    return Target.counters(main);
  }

  @Override
  public String configurationName() {
    return Surroundings.name(main);
  }

  @Override
  public boolean isOwnProcess() {
    return false;
  }

  @Override
  public RuntimeBinary binary(Path directory) {
    return TestLauncher.write(main, directory);
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
    final Map<String, String> environment;
    final Pipe input;
    final Pipe output;
    final Pipe errors;
    final PrintStream printed;
    final CompletableFuture<Integer> exit = new CompletableFuture<>();
    volatile Host.@Nullable Commands commands;

    Call(
        Method method,
        List<String> words,
        Map<String, String> environment,
        Pipe input,
        Pipe output,
        Pipe errors) {
      this.method = method;
      this.words = words;
      this.environment = environment;
      this.input = input;
      this.output = output;
      this.errors = errors;
      this.printed = new PrintStream(errors.out(), true, StandardCharsets.UTF_8);
    }

    @Override
    public void run() {
      CompletableFuture<Integer> code = new CompletableFuture<>();
      try (InputStream in = input.in();
          OutputStream out = output.out();
          PrintStream err = printed) {
        EmbeddingHost host =
            new EmbeddingHost(environment, in, out, err, serving -> commands = serving);
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
    public String whereabouts(long pid) {
      Host.Commands serving = call.commands;
      return (serving == null ? Optional.<Thread>empty() : serving.thread(pid))
          .map(own -> "its thread " + own.getName() + stack(own))
          .or(() -> RuntimeStreams.ofStart(thread).map(own -> "its start" + stack(own)))
          .orElseGet(() -> "its thread " + thread.getName() + stack(thread));
    }

    /// The state of a thread and its stack, down to where the SDK calls the author's code.
    private static String stack(Thread thread) {
      StackTraceElement[] all = thread.getStackTrace();
      int end = all.length;
      for (int i = 0; i < all.length; i++) {
        if (all[i].getClassName().equals(RuntimeStreams.EXECUTES)) {
          end = i;
          break;
        }
      }
      while (end > 1 && all[end - 1].getClassName().startsWith(OF_THE_SDK)) {
        end--;
      }
      return Arrays.stream(all)
          .limit(Math.min(end, FRAMES_SHOWN))
          .map(frame -> "\n    at " + frame)
          .collect(Collectors.joining("", " is (" + thread.getState() + ")", ""));
    }

    /// A thread cannot be killed. If it waits, it can be interrupted.
    @Override
    public void destroy() {
      thread.interrupt();
    }
  }
}
