package network.golem.runtime.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A program as the packager makes it, for a class of these tests.
final class LauncherScript {
  private LauncherScript() {}

  static Path write(Path directory, Class<?> main) throws IOException {
    Path script = directory.resolve(main.getSimpleName());
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
        -Dgolem.runtime.stdin=4 -Dgolem.runtime.stdout=3 -Dgolem.runtime.parent=$PPID \
        -cp '%s' '%s' "$@" 4<&0 3>&1 0</dev/null 1>&2
        """
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                main.getName()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
