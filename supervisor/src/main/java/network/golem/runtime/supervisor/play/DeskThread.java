package network.golem.runtime.supervisor.play;

/// A thread of an activity. One that dies of what nobody expects ends the activity, with its
/// reason: else nobody would notice, and a play would wait for ever.
public final class DeskThread {
  private DeskThread() {}

  /// What such a thread does.
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

  /// Why the desk itself cannot go on, in a sentence.
  public static String reason(Throwable e) {
    return switch (e) {
      case OutOfMemoryError memory ->
          "the desk has used up its memory (" + memory.getMessage() + ")";
      case StackOverflowError _ -> "the desk has used up its stack: something is nested too deeply";
      default -> {
        StackTraceElement[] trace = e.getStackTrace();
        yield "the desk itself has failed: " + e + (trace.length == 0 ? "" : " at " + trace[0]);
      }
    };
  }
}
