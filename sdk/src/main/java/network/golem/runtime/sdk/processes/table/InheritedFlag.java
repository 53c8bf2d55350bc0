package network.golem.runtime.sdk.processes.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.posix.Posix;

/// A flag of a thread that whatever it starts inherits, with all that descends from that, from the
/// first moment on: it tells descendants of programs from those of the author's own processes.
///
/// The flag is `PF_MCE_PROCESS`, that a process has said itself how it is to be told of broken
/// memory. Here it says: late, which is what happens to a process that says nothing. `/proc` shows
/// it among the flags of a process; that it does is found out by setting it once.
///
/// @param bit 0: there is none to be had, for instance as this process has inherited it itself
public record InheritedFlag(long bit) {
  /// There is none to be had.
  public static final InheritedFlag NONE = new InheritedFlag(0);

  private static final long PF_MCE_PROCESS = 0x80;
  private static final Path THREAD = Path.of("/proc/thread-self/stat");

  /// Finds out, on this thread.
  public static InheritedFlag find(Posix posix) {
    try {
      if (isSet() || !posix.flag(true)) {
        return NONE;
      }
      boolean shown = isSet();
      boolean _ = posix.flag(false);
      return shown ? new InheritedFlag(PF_MCE_PROCESS) : NONE;
    } catch (IOException e) {
      return NONE; // no such file here
    }
  }

  private static boolean isSet() throws IOException {
    return (ProcessStat.parse(0, Files.readString(THREAD)).flags() & PF_MCE_PROCESS) != 0;
  }

  /// Sets it on this thread, or takes it off.
  public void set(boolean on, Posix posix) {
    if (bit != 0) {
      boolean _ = posix.flag(on);
    }
  }

  public boolean isOn(ProcessStat process) {
    return (process.flags() & bit) != 0;
  }
}
