package network.golem.runtime.sdk.posix;

/// A signal to a process or a command.
///
/// @param number the number on Linux; 0 sends no signal and only checks whether the target exists
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

  /// Whether it is 0, which sends no signal.
  public boolean isNone() {
    return number == 0;
  }

  /// Whether it is the same signal. (A record's generated `equals` is linked at its first call,
  /// which takes longer than everything here.)
  public boolean is(Signal other) {
    return number == other.number;
  }

  /// Whether it begins the end of the command that receives it: HUP, INT, QUIT, TERM and KILL. All
  /// others are only delivered.
  public boolean beginsTheEnd() {
    return is(HUP) || is(INT) || is(QUIT) || is(TERM) || is(KILL);
  }

  /// The exit code of a process that it has ended, as in a shell.
  public int exitCode() {
    return ENDED_BY_SIGNAL + number;
  }
}
