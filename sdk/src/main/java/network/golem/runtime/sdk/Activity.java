package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The activity that this process serves: what deploy, start, run and stop have beside the
/// [Context]. Every method may be called from every thread, at any time.
public interface Activity extends Context {

  /// The directory that belongs to this activity, absolute.
  Path workdir();

  /// The image that the agreement names, where [RuntimeDef#image()] asks for it.
  Optional<Path> taskPackage();

  /// All task packages that were handed over.
  List<Path> taskPackages();

  /// The agreed limits, where [RuntimeDef#hardware()] asks for them.
  Hardware hardware();

  /// The host name that the requestor wishes for.
  Optional<String> hostname();

  /// The supervisor's end of the requestor's private network, where it has one: in `start` and
  /// later, for a runtime that offers the capability `vpn`.
  Optional<SupervisorEndpoint> vpnEndpoint();

  /// The supervisor's end of the way to the Internet, where the requestor has asked for that.
  Optional<SupervisorEndpoint> inetEndpoint();

  /// The volumes that `deploy` declared and the requestor added. Empty while `deploy` is running:
  /// they are made from what it returns.
  Volumes volumes();

  /// The counter that [RuntimeDef#counters()] declares under this name.
  ///
  /// @throws IllegalArgumentException where none is declared, or it is one of the supervisor's own
  Counter counter(String name);

  /// Keeps a value for the later phases, each of which is a process of its own: in the workdir,
  /// whole or not at all, for this user alone. A later call replaces it.
  ///
  /// @param value a record, an object with fields, or a map
  /// @throws ConfigurationException where it cannot be written
  void save(Object value);

  /// The value that an earlier phase has saved.
  ///
  /// @param type as for [Context#config(Class)]
  /// @throws ConfigurationException where there is none, or it does not fit
  <T> T saved(Class<T> type);

  /// Starts a program of the runtime's own, which runs beside all commands, in the workdir unless
  /// the builder says where. Its standard input is empty; its outputs go to the log, or to the
  /// files that the builder redirects them to.
  ///
  /// @throws RuntimeFailure where it cannot be started: `NOT_FOUND` or `INTERNAL`
  Child spawn(ProcessBuilder builder) throws RuntimeFailure;

  /// Does something beside the commands, on a thread of its own, until it returns or the runtime
  /// stops: it is interrupted once the commands have ended, before `stop` is called, and has 0.2 s
  /// then. What it throws before is a failure of the runtime ([#fail(String)]).
  ///
  /// @param name of the thread
  void background(String name, Task task);

  /// The processor time that all programs have used so far which [Command#exec(ProcessBuilder)] and
  /// [#spawn(ProcessBuilder)] have started, with all that they have started themselves, whoever
  /// waits for it and whatever ends it; of what still runs, in hundredths of a second. Never falls.
  /// Looks at each process that runs, so ask once a second rather than at each command. The
  /// supervisor's own `golem.usage.cpu_sec` sees a process at whole seconds only, so it misses
  /// those that live shorter. Zero where programs are started without native access. In a process
  /// that is not the runtime's alone (a test kit's, an IDE's), what nobody has waited for when its
  /// parent ended is not known.
  Duration executedCpu();

  /// Reports a state of the runtime's own naming. The supervisor logs it. In one-shot mode nobody
  /// listens.
  ///
  /// @param json `null`, a text, number or boolean, or a map, collection, array or record of such
  /// @throws IllegalArgumentException if name and JSON have more than 1,048,576 characters
  ///   together: they are one message to the supervisor
  void state(String name, @Nullable Object json);

  /// Stops serving: ends the running commands (as by signal 15; the one that calls this may return
  /// first), calls `stop`, and refuses each further command, until the supervisor says goodbye.
  /// Returns at once. In one-shot mode this does nothing.
  void shutdown();

  /// Declares the runtime to be of no use any more, because something that it cannot do without is
  /// gone. It ends the running commands as [#shutdown()] does, with the reason as the last line of
  /// their standard error; calls `stop`; refuses each further command, and hello where that is not
  /// answered yet, with the reason; and stays until the supervisor says goodbye, to exit with 1. (A
  /// process that has gone tells nobody why.) The first reason counts. Returns at once. In the
  /// phases that are a process of their own, it ends that with the reason and exit code 1.
  ///
  /// @param reason one sentence for the requestor; of a very long one, the beginning is told
  void fail(String reason);
}
