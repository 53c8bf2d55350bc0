package network.golem.runtime.sdk;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A command of the requestor. It ends when [GolemRuntime#run(Command, Activity)] returns.
public interface Command {

  /// The command's number, which is its pid on the wire. A process never uses a number twice.
  long id();

  /// The name of the program to execute: the ExeScript's entry point.
  String program();

  /// The arguments, as the requestor wrote them.
  List<String> arguments();

  /// The program's name and its arguments.
  default List<String> line() {
    return Stream.concat(Stream.of(program()), arguments().stream()).toList();
  }

  /// The command's standard input: in one-shot mode, the process's, which nothing else reads; in
  /// server mode it is empty, because the supervisor has none for a command. It may be read by one
  /// thread at a time. Reading cannot be interrupted, and does not end when the command is killed.
  InputStream stdin();

  /// The command's standard output, in UTF-8. Output is sent at the end of a line, at 64 KiB, on
  /// `flush`, after 5 ms of silence, and when the command ends. Characters are sent whole, provided
  /// that all of their bytes arrive within 50 ms and before a flush.
  ///
  /// Printing blocks while the requestor's side does not read. It cannot be interrupted, and
  /// preserves the thread's interrupt status. Once the command is killed, the next print throws
  /// `CancellationException`.
  PrintStream stdout();

  /// The command's standard error, with the same rules.
  PrintStream stderr();

  /// Prints a value as one line of JSON.
  ///
  /// @param value `null`, a string, number or boolean, or a map, collection, array or record of
  ///   these
  void printJson(@Nullable Object value);

  /// Executes a program on behalf of this command, and waits for it to end. The program's output
  /// becomes the command's output, in the order in which it arrives; its standard input is empty.
  /// May be called on any thread, and several programs may run at once.
  ///
  /// The program runs in the activity's workdir, unless the builder sets another directory, and
  /// with the builder's environment plus one variable, by which the runtime finds its processes.
  /// The call returns when the program has ended and all of its output has been passed on. If a
  /// process that it has started keeps the output open, the call returns 200 ms after everything
  /// printed so far has been passed on; later output goes to the log. Processes that the program
  /// leaves running are ended when the command is killed, and otherwise with the runtime, even if
  /// they empty their environment, open a session of their own, or have lost their parents.
  ///
  /// When the command is killed, its programs get the signal (unless [#onKill(IntConsumer)] is
  /// used). They have two seconds to end, during which their output is still passed on; then they
  /// are killed. Interrupting the waiting thread kills the program at once. When the runtime stops,
  /// programs get SIGTERM and have 1.2 seconds; see [RuntimeDef#stopSeconds()].
  ///
  /// @param builder its redirections must be unchanged; `redirectErrorStream` is respected
  /// @return the exit code; 128 + n if signal n ended the program
  /// @throws RuntimeFailure if the program cannot be started: `NOT_FOUND` if it does not exist,
  ///   otherwise `INTERNAL`. If `run` throws it in one-shot mode, the exit code is 127 or 126,
  ///   respectively.
  /// @throws IllegalArgumentException if the builder redirects something
  /// @throws java.util.concurrent.CancellationException if the command has been killed
  int exec(ProcessBuilder builder) throws RuntimeFailure, InterruptedException;

  /// Executes a program like [#exec(ProcessBuilder)], but with standard input.
  ///
  /// @param stdin a thread of its own copies it to the program's standard input, until either of
  ///   them ends. It is not closed.
  /// @throws RuntimeFailure also if `stdin` throws anything. The program must not mistake part of
  ///   its input for the whole, so it is killed, with all of its descendants, before it sees the
  ///   end of its input.
  int exec(ProcessBuilder builder, InputStream stdin) throws RuntimeFailure, InterruptedException;

  /// Sets a handler that is called when the command is killed; its programs then get no signal, and
  /// its thread is not interrupted. The handler receives the signal's number, on a thread of its
  /// own. After a signal that ends the command (HUP, INT, QUIT, TERM, KILL), the command has two
  /// seconds to return by itself, during which it may print; then its programs are killed.
  void onKill(IntConsumer signal);
}
