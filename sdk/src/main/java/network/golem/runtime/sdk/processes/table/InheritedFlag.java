package network.golem.runtime.sdk.processes.table;

import java.io.IOException;
import network.golem.runtime.sdk.posix.Posix;

/// A flag of a thread that is inherited by every process it starts and by all descendants of those,
/// from the first moment on. It distinguishes the descendants of programs from those of processes
/// that the author has started.
///
/// The flag is `PF_MCE_PROCESS`: the process has chosen how it is notified of memory errors. The
/// choice made here, late, is also the default, so it has no effect. `/proc` shows the flag among
/// the flags of a process; whether it does on this system is found out by setting it once.
///
/// @param bit the flag's bit; 0 if it cannot be used, for instance because this process has
///   inherited it
public record InheritedFlag(long bit) {
  /// The flag cannot be used.
  public static final InheritedFlag NONE = new InheritedFlag(0);

  private static final long PF_MCE_PROCESS = 0x80;

  /// Finds out whether the flag can be used, on this thread.
  public static InheritedFlag find(Posix posix) {
    try {
      if (isSet() || !posix.flag(true)) {
        return NONE;
      }
      boolean shown = isSet();
      boolean _ = posix.flag(false);
      return shown ? new InheritedFlag(PF_MCE_PROCESS) : NONE;
    } catch (IOException e) {
      return NONE; // no such file on this system
    }
  }

  private static boolean isSet() throws IOException {
    return (ProcessStat.parse(0, Proc.read(Proc.THIS_THREAD, "stat")).flags() & PF_MCE_PROCESS)
        != 0;
  }

  /// Sets or clears the flag of this thread.
  public void set(boolean on, Posix posix) {
    if (bit != 0) {
      boolean _ = posix.flag(on);
    }
  }

  public boolean isOn(ProcessStat process) {
    return (process.flags() & bit) != 0;
  }
}
