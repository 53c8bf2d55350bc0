package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// The activity that this process serves. `deploy`, `start`, `run` and `stop` receive it; it adds
/// to the [Context] what exists only within an activity. Every method may be called from any
/// thread, at any time.
public interface Activity extends Context {

  /// The absolute path of the directory that belongs to this activity.
  Path workdir();

  /// The image that the agreement names, if [RuntimeDef#image()] asks for it.
  Optional<Path> taskPackage();

  /// All task packages that the supervisor passed.
  List<Path> taskPackages();

  /// The agreed limits, if [RuntimeDef#hardware()] asks for them.
  Hardware hardware();

  /// The host name that the requestor asks for.
  Optional<String> hostname();

  /// The supervisor's endpoint of the requestor's private network, if the requestor has one: in
  /// `start` and later, for a runtime that offers the capability `vpn`.
  Optional<SupervisorEndpoint> vpnEndpoint();

  /// The supervisor's endpoint for Internet access, if the requestor has asked for that.
  Optional<SupervisorEndpoint> inetEndpoint();

  /// The volumes that `deploy` declared and the requestor added. Empty while `deploy` is running,
  /// because they are created from its return value.
  Volumes volumes();

  /// The counter that [RuntimeDef#counters()] declares under this name.
  ///
  /// @throws IllegalArgumentException if no counter of this name is declared, or it is one of the
  ///   supervisor's own
  Counter counter(String name);

  /// Saves a value for the later phases, each of which is a process of its own. It is written to
  /// the workdir, atomically, readable by this user only. A later call replaces it.
  ///
  /// @param value a record, an object with fields, or a map
  /// @throws ConfigurationException if it cannot be written
  void save(Object value);

  /// The value that an earlier phase has saved.
  ///
  /// @param type as for [Context#config(Class)]
  /// @throws ConfigurationException if there is none, or it does not fit the type
  <T> T saved(Class<T> type);

  /// Starts a process of the runtime's own, which runs beside all commands, in the workdir unless
  /// the builder sets another directory. Its standard input is empty; its outputs go to the log, or
  /// to the files that the builder redirects them to.
  ///
  /// @throws RuntimeFailure if it cannot be started: `NOT_FOUND` or `INTERNAL`
  Child spawn(ProcessBuilder builder) throws RuntimeFailure;

  /// Runs a task beside the commands, on a thread of its own, until it returns or the runtime
  /// stops. When the runtime stops, the task is interrupted after the commands have ended and
  /// before `stop` is called, and then has 0.2 s. An exception that it throws before that is a
  /// failure of the runtime ([#fail(String)]).
  ///
  /// @param name the thread's name
  void background(String name, Task task);

  /// Prepares something that commands need but the answer to hello does not, such as an engine that
  /// takes long to load: on a thread of its own, shortly after `start` has returned, or earlier,
  /// when [Prepared#get()] is first called. Prepared by `start` itself, it would keep the
  /// supervisor waiting. `start` should still check whatever can be checked at once.
  ///
  /// If preparing it throws, that is a failure of the runtime ([#fail(String)]). When the runtime
  /// stops, what has not begun never does, and what has begun is not interrupted; `stop` gets it by
  /// [Prepared#toRelease()]. In one-shot mode and in `deploy`, it begins when it is needed.
  ///
  /// @param name the thread's name
  /// @param work called once, or not at all
  <T> Prepared<T> prepare(String name, Callable<T> work);

  /// The processor time used so far by all processes that [Command#exec(ProcessBuilder)] and
  /// [#spawn(ProcessBuilder)] have started, and by all descendants of those, however they end and
  /// whoever waits for them. The time of running processes is measured in hundredths of a second.
  /// The value never falls.
  ///
  /// Each call reads every running process, so call it once a second rather than for each command.
  /// The supervisor's own `golem.usage.cpu_sec` samples processes once a second, so it misses
  /// shorter ones.
  ///
  /// Zero if processes are started without native access. If the runtime shares its JVM (with a
  /// test kit or an IDE), the time of processes whose parent ended without waiting for them is not
  /// included.
  Duration executedCpu();

  /// Reports a state of the runtime, with a name of the author's choice. The supervisor logs it. In
  /// one-shot mode this has no effect.
  ///
  /// @param json `null`, a string, number or boolean, or a map, collection, array or record of
  ///   these
  /// @throws IllegalArgumentException if name and JSON together have more than 1,048,576
  ///   characters, because they are sent in one message
  void state(String name, @Nullable Object json);

  /// Stops serving. Ends the running commands as SIGTERM would (a command that calls this may
  /// return first), calls `stop`, and refuses every further command until the supervisor sends its
  /// shutdown request. Returns at once. In one-shot mode this has no effect.
  void shutdown();

  /// Marks the runtime as failed, because it has lost something that it cannot work without. Ends
  /// the running commands as [#shutdown()] does, with the reason as the last line of their standard
  /// error; calls `stop`; and refuses every further command with the reason, and hello too if that
  /// has not been answered yet. The process keeps running until the supervisor sends its shutdown
  /// request, so that the requestor learns the reason, and then exits with 1.
  ///
  /// Only the first reason counts. Returns at once. In a phase that is a process of its own, that
  /// process ends with the reason and exit code 1.
  ///
  /// @param reason one sentence for the requestor; a very long one is truncated
  void fail(String reason);
}
