package network.golem.runtime.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The result of `deploy`, for the later phases. Immutable: each method returns a changed copy.
public final class Deployment {
  private static final Deployment EMPTY = new Deployment(List.of(), Optional.empty());

  private final List<String> volumes;
  private final Optional<Mode> mode;

  private Deployment(List<String> volumes, Optional<Mode> mode) {
    this.volumes = volumes;
    this.mode = mode;
  }

  /// A deployment without volumes, in the mode of [RuntimeDef#mode()].
  public static Deployment of() {
    return EMPTY;
  }

  /// Adds a volume: a directory in the workdir, which the SDK creates.
  ///
  /// @param path the requestor's path, absolute, such as `/golem/input`
  public Deployment volume(String path) {
    List<String> more = new ArrayList<>(volumes);
    more.add(path);
    return new Deployment(List.copyOf(more), mode);
  }

  /// Chooses the mode of the following phases.
  public Deployment inMode(Mode chosen) {
    return new Deployment(volumes, Optional.of(chosen));
  }

  /// The volumes' paths.
  public List<String> volumes() {
    return volumes;
  }

  /// The mode, if one was chosen.
  public Optional<Mode> mode() {
    return mode;
  }
}
