package network.golem.runtime.testruntimes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A runtime that is a shell script.
public final class ShellRuntime {
  private static final String HEAD =
      """
      line="$*"
      while [ $# -gt 0 ]; do
        phase=$1
        shift
        case $phase in deploy | start | run | offer-template) break ;; esac
      done
      if [ "$phase" = offer-template ]; then
        cat "${0%/bin/*}/offer.json" 2>/dev/null || echo '{"properties": {}, "constraints": ""}'
        exit
      fi
      """;

  private ShellRuntime() {}

  /// Writes a runtime whose phases are executed by a script. In the script, `$phase` is the phase,
  /// `$@` are the arguments after it, and `$line` is the whole command line. The answer to
  /// `offer-template` is an empty offer, or the file `offer.json` beside the directory `bin` that
  /// the runtime is in.
  ///
  /// @return the file
  public static Path write(Path file, String phases) throws IOException {
    return script(file, HEAD + phases);
  }

  /// Writes an executable shell script, which need not be a runtime.
  ///
  /// @return the file
  public static Path script(Path file, String commands) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + commands);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
