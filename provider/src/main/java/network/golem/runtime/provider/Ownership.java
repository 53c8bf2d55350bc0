package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// A file's owner, group and mode. If root replaced a file that only its owner may read, the
/// provider could no longer read it.
record Ownership(int user, int group, Set<PosixFilePermission> mode) {
  private static final int NOBODY = -1;
  private static final String USER = "unix:uid";
  private static final String GROUP = "unix:gid";
  private static final int US = us();
  private static final boolean ROOT = US == 0;

  /// The user of this process, who owns its directory in `/proc`; unknown on other systems.
  private static int us() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), USER);
    } catch (IOException _) {
      return NOBODY;
    }
  }

  static Ownership of(Path file) throws IOException {
    return new Ownership(
        (int) Files.getAttribute(file, USER),
        (int) Files.getAttribute(file, GROUP),
        Files.getPosixFilePermissions(file));
  }

  /// Applies owner, group and mode to another file.
  ///
  /// @throws IOException if that is not allowed
  void giveAll(Path file) throws IOException {
    give(file);
    Files.setPosixFilePermissions(file, mode);
  }

  private void give(Path file) throws IOException {
    if ((int) attribute(file, USER) != user) {
      Files.setAttribute(file, USER, user, LinkOption.NOFOLLOW_LINKS);
    }
    if ((int) attribute(file, GROUP) != group) {
      Files.setAttribute(file, GROUP, group, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// Gives a new file this owner, if this process belongs to root, because only root may change
  /// owners.
  void giveNew(Path file) throws IOException {
    if (ROOT) {
      give(file);
    }
  }

  /// Whether a file belongs to the user of this process.
  static boolean isOurs(Path file) throws IOException {
    return (int) attribute(file, USER) == US;
  }

  /// Whether this process may keep the owner of a file that it replaces.
  static boolean canKeep(Path file) throws IOException {
    return ROOT || US == NOBODY || (int) Files.getAttribute(file, USER) == US;
  }

  private static Object attribute(Path file, String name) throws IOException {
    return Files.getAttribute(file, name, LinkOption.NOFOLLOW_LINKS);
  }
}
