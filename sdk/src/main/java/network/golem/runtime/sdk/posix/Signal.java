package network.golem.runtime.sdk.posix;

/// A signal to a process, or to a command as if it were one.
///
/// @param number as Linux counts them; 0: none is sent, it is only asked whether there is anybody
///   to get one
public record Signal(int number) {
  public static final Signal HUP = new Signal(1);
  public static final Signal INT = new Signal(2);
  public static final Signal QUIT = new Signal(3);
  public static final Signal KILL = new Signal(9);
  public static final Signal TERM = new Signal(15);
  public static final Signal CONT = new Signal(18);
  public static final Signal STOP = new Signal(19);

  /// The last of the real-time signals.
  public static final int HIGHEST = 64;

  private static final int ENDED_BY_SIGNAL = 128;

  /// Whether it is none at all.
  public boolean isNone() {
    return number == 0;
  }

  /// Whether it is the same signal. (A record's own `equals` is made when it is first called, which
  /// takes longer than all that is done here.)
  public boolean is(Signal other) {
    return number == other.number;
  }

  /// Whether it begins the end of whoever gets it: HUP, INT, QUIT, TERM and KILL. All others are
  /// only delivered.
  public boolean beginsTheEnd() {
    return is(HUP) || is(INT) || is(QUIT) || is(TERM) || is(KILL);
  }

  /// The exit code of what it has ended, as a shell says it.
  public int exitCode() {
    return ENDED_BY_SIGNAL + number;
  }
}
