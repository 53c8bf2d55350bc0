package network.golem.runtime.supervisor.play;

/// A thread of an activity. If it dies of an unexpected failure, the activity ends with that
/// reason. Otherwise the failure would go unnoticed, and the play would hang.
public final class DeskThread {
  private DeskThread() {}

  /// The code of such a thread.
  public interface Body {
    void run() throws InterruptedException;
  }

  public static Thread start(String name, PlayListener listener, Body body) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(() -> {
          try {
            body.run();
          } catch (InterruptedException e) {
            // it was told to end
          } catch (Throwable e) { // whatever it is: memory and stack run out as Errors
            listener.broken(reason(e));
          }
        });
  }

  /// Describes a failure of the desk itself, in one sentence.
  public static String reason(Throwable e) {
    return switch (e) {
      case OutOfMemoryError memory -> "the desk ran out of memory (" + memory.getMessage() + ")";
      case StackOverflowError _ -> "the desk ran out of stack: something is nested too deeply";
      default -> {
        StackTraceElement[] trace = e.getStackTrace();
        yield "the desk itself has failed: " + e + (trace.length == 0 ? "" : " at " + trace[0]);
      }
    };
  }
}
