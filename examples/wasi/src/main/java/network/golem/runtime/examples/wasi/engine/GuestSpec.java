package network.golem.runtime.examples.wasi.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// What a guest is given. There is no environment and no network.
///
/// @param arguments including argument 0; none contains a NUL
/// @param stdin read on the guest's thread
/// @param stdout written on the guest's thread: a write that blocks holds the guest, one that
///   throws ends it
/// @param stderr like `stdout`
public record GuestSpec(
    List<String> arguments,
    List<Mount> mounts,
    Limits limits,
    InputStream stdin,
    OutputStream stdout,
    OutputStream stderr) {
  public GuestSpec {
    arguments = List.copyOf(arguments);
    mounts = List.copyOf(mounts);
  }
}
