package network.golem.runtime.sdk.launch;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import network.golem.runtime.sdk.host.EmbeddingHost;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.invocation.Invocation;
import network.golem.runtime.sdk.invocation.Source;

/// The entrance for a runtime's `main`.
public final class Launch {

  /// Bound by a caller of a runtime's `main` that wants to be its host: `launch` then runs the
  /// runtime in that host, and returns.
  public static final ScopedValue<Guest> GUEST = ScopedValue.newInstance();

  private Launch() {}

  /// @param host the host that the runtime runs in
  /// @param exit receives the exit code
  public record Guest(Host host, IntConsumer exit) {}

  /// Runs the runtime as this process, and ends the process: by `System.exit`, or by returning if
  /// all is well and no thread of the author's keeps the process alive (`System.exit` would look
  /// for a logger first, which takes a quarter of a short phase).
  public static void launch(Source<?> source, String... words) {
    restoreClassPath();
    if (GUEST.isBound()) {
      Guest guest = GUEST.get();
      guest.exit().accept(Invocation.run(source, List.of(words), guest.host()));
      return;
    }
    ProcessHost host = ProcessHost.take();
    warnOfLocale();
    int code = Invocation.run(source, List.of(words), host);
    host.leave();
    if (code != 0 || ProcessHost.isHeld()) {
      System.exit(code);
    }
  }

  /// The launcher of a packaged runtime names the directory of the jars by a descriptor, which
  /// child processes do not have.
  private static void restoreClassPath() {
    String directory = System.getProperty("golem.runtime.lib");
    if (directory != null) {
      String jars = System.getProperty("java.class.path", "");
      System.setProperty(
          "java.class.path",
          jars.replace(System.getProperty("golem.runtime.jars", directory), directory));
    }
  }

  /// Java encodes file names and arguments in the locale's encoding.
  private static void warnOfLocale() {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!encoding.equals("UTF-8")) {
      System.err.println(
          "runtime: this Java encodes file names in "
              + encoding
              + ", and cannot open some of them; install a UTF-8 locale, such as C.UTF-8, or, if no"
              + " launcher starts it, set LC_ALL to one");
    }
  }

  /// Runs the runtime in the process of an embedding program.
  public static int execute(
      Source<?> source,
      String[] words,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    return Invocation.run(source, List.of(words), new EmbeddingHost(environment, in, out, err));
  }
}
