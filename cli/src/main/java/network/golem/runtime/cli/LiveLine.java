package network.golem.runtime.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The last line of a terminal during a long command: a spinner, the time and the progress. It is
/// erased before anything else is printed.
///
/// Its methods are called while the account's lock is held; drawing takes that lock.
final class LiveLine {
  private static final long PERIOD_MILLIS = 100;
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String ERASE = "\r\u001B[K";

  private final PrintStream out;
  private final Style style;
  private final BooleanSupplier inLine;
  private long began;
  private boolean running;
  private boolean drawn;
  private int turns;
  private String progress = "";

  /// @param inLine whether the last line is incomplete output: then nothing is drawn
  /// @param lock the account's lock
  LiveLine(PrintStream out, Style style, BooleanSupplier inLine, Object lock) {
    this.out = out;
    this.style = style;
    this.inLine = inLine;
    if (style.live()) {
      ScheduledExecutorService clock =
          Executors.newSingleThreadScheduledExecutor(
              task -> Thread.ofPlatform().daemon().name("spinner").unstarted(task));
      var _ =
          clock.scheduleAtFixedRate(
              () -> {
                synchronized (lock) {
                  draw();
                }
              },
              PERIOD_MILLIS,
              PERIOD_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  void begin() {
    began = System.nanoTime();
    running = true;
    progress = "";
  }

  void end() {
    erase();
    out.flush();
    running = false;
  }

  void progress(String text) {
    progress = "  " + text;
  }

  /// Called before anything else is printed.
  void erase() {
    if (drawn) {
      out.print(ERASE);
      out.flush();
      drawn = false;
    }
  }

  private void draw() {
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    String spinner = style.sign(Sign.SPINNER);
    if (running && !inLine.getAsBoolean() && time.compareTo(SHORT) > 0) {
      out.print(
          ERASE
              + "  "
              + spinner.charAt(turns++ % spinner.length())
              + style.faint(" " + time.toSeconds() + " s" + progress));
      out.flush();
      drawn = true;
    }
  }
}
