package network.golem.runtime.examples.wasi.engine;

import java.util.List;

/// A running guest. Every method may be called from any thread.
public interface Guest {

  /// Waits until the guest has ended, and everything that it held is released.
  Ending await() throws InterruptedException;

  /// Ends the guest, whatever it is doing, and waits until it has ended. A guest that has already
  /// ended is unchanged.
  Ending kill();

  /// The processor time that the guest's thread has used so far, in nanoseconds.
  long cpuNanos();

  /// The fuel that the guest has used, once it has ended: about one for each instruction, and the
  /// same for the same work on every machine. 0 if the engine does not count it.
  ///
  /// It is complete if the guest has [exited][Ending.Exited]. Otherwise, what it has executed since
  /// a function was last called or left may be missing, and that may be almost everything.
  long fuel();

  /// How a guest ended.
  sealed interface Ending {
    /// By itself, or by `proc_exit`.
    record Exited(int code) implements Ending {}

    /// By a fault of its own.
    ///
    /// @param trace the functions, innermost first
    record Trapped(String reason, List<String> trace) implements Ending {}

    /// By a limit.
    ///
    /// @param reason names the limit
    record Limited(Limit limit, String reason) implements Ending {}

    /// By [Guest#kill()], or because nobody reads its output any more.
    record Killed() implements Ending {}
  }

  /// What a guest can use up without seeing it.
  enum Limit {
    TIME,
    OUTPUT,
    RESOURCES
  }
}
