package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// Whose a file is, and who may do what with it. A provider cannot read what root has written over,
/// if only its owner may.
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

  /// Makes a file like the one that this is of.
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

  /// Gives a new file the owner of the directory that this is of, if this process is root's: no
  /// other may give files away.
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
