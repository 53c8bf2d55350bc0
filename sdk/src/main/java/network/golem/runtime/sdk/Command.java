package network.golem.runtime.sdk;

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
  /// KiB, when flushed, after 5 ms of silence and when the command ends. Printing waits while the
  /// requestor's side does not read; it is not interruptible, and keeps the thread's interruption.
  /// Once the command is killed, the next print throws `CancellationException`.
  PrintStream stdout();

  /// The command's standard error, likewise.
  PrintStream stderr();

  /// Prints a value as one line of JSON.
  ///
  /// @param value `null`, a text, number or boolean, or a map, collection, array or record of such
  void printJson(@Nullable Object value);

  /// Says what is to happen when the command is killed, instead of the interruption of its thread.
  /// The handler is given the signal, on a thread of its own. For a signal that begins the end
  /// (HUP, INT, QUIT, TERM, KILL) the command then has two seconds to return by itself, during
  /// which it may print.
  void onKill(IntConsumer signal);
}
