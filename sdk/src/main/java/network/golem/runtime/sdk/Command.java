package network.golem.runtime.sdk;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the requestor wants executed. It ends when [GolemRuntime#run(Command, Activity)] returns.
public interface Command {

  /// Its number: the pid on the wire. Never used twice by one process.
  long id();

  /// What is to be executed: the ExeScript's entry point.
  String program();

  /// The arguments, as the requestor wrote them.
  List<String> arguments();

  /// Program and arguments.
  default List<String> line() {
    return Stream.concat(Stream.of(program()), arguments().stream()).toList();
  }

  /// The command's standard output, in UTF-8. What is printed leaves at the end of a line, at 64
  /// KiB, when flushed, after 5 ms of silence and when the command ends. A piece ends at the end of
  /// a character, if that comes within 50 ms and before a flush. Printing waits while the
  /// requestor's side does not read; it is not interruptible, and keeps the thread's interruption.
  /// Once the command is killed, the next print throws `CancellationException`.
  PrintStream stdout();

  /// The command's standard error, likewise.
  PrintStream stderr();

  /// Prints a value as one line of JSON.
  ///
  /// @param value `null`, a text, number or boolean, or a map, collection, array or record of such
  void printJson(@Nullable Object value);

  /// Executes a program in the place of this command: what it prints is the command's output, in
  /// the order in which it comes, and its standard input is empty. Waits for its end, on any
  /// thread; several may run at once.
  ///
  /// It is executed in the activity's workdir, unless the builder says where, and with the
  /// builder's environment and one variable more, by which it is found again. This returns when the
  /// program has ended and its output is at its end, or, where something that it has started holds
  /// the output open, 200 ms after all that lay there has been handed on; what comes later goes to
  /// the log. What it leaves running is ended when the command is killed, or else with the runtime,
  /// however it hides: an emptied environment, a session of its own and parents that have ended are
  /// no help.
  ///
  /// When the command is killed, its programs get the signal (but see [#onKill(IntConsumer)]), have
  /// two seconds, during which their output is still handed on, and are then ended by force. An
  /// interruption of the waiting thread ends the program at once. When the runtime stops, they get
  /// SIGTERM and have 1.2 seconds; see [RuntimeDef#stopSeconds()].
  ///
  /// @param builder its redirections must be as they were; `redirectErrorStream` is heeded
  /// @return the exit code; 128 + n where signal n ended the program
  /// @throws RuntimeFailure where the program cannot be started: `NOT_FOUND` where there is none,
  ///   else `INTERNAL`; in one-shot mode, leaving `run`, it becomes the exit codes 127 and 126
  /// @throws IllegalArgumentException where the builder redirects something
  /// @throws java.util.concurrent.CancellationException where the command has been killed
  int exec(ProcessBuilder builder) throws RuntimeFailure, InterruptedException;

  /// The same with something to read.
  ///
  /// @param stdin written to the program's standard input by a thread of its own, until one of them
  ///   ends. It is not closed.
  /// @throws RuntimeFailure also if `stdin` throws, whatever it is: half of an input is not handed
  ///   over as if it were all of it, so the program is ended, with all that it has started, before
  ///   it sees an end of its input
  int exec(ProcessBuilder builder, InputStream stdin) throws RuntimeFailure, InterruptedException;

  /// Says what is to happen when the command is killed, instead of the signal to its programs and
  /// the interruption of its thread. The handler is given the signal, on a thread of its own. For a
  /// signal that begins the end (HUP, INT, QUIT, TERM, KILL) the command then has two seconds to
  /// return by itself, during which it may print; then its programs are ended by force.
  void onKill(IntConsumer signal);
}
