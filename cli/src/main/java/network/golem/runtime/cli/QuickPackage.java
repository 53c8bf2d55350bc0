package network.golem.runtime.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A runtime that was packaged without a Java of its own.
final class QuickPackage {
  /// In its launcher, the JDK that has packaged it; quoted if necessary.
  private static final Pattern HOME = Pattern.compile("(?m)^golem_home=(?:'(/.*)'|(/\\S*))$");

  /// Launchers are shorter, and other runtimes may be large.
  private static final int LONGEST = 1 << 20;

  private QuickPackage() {}

  /// What whoever installs a runtime may have overlooked: that it works on this machine only.
  ///
  /// @param binary the runtime's
  static Optional<String> doubt(Path binary) {
    try {
      if (Files.size(binary) > LONGEST) {
        return Optional.empty();
      }
      // not every runtime is a script
      Matcher home = HOME.matcher(Files.readString(binary, StandardCharsets.ISO_8859_1));
      return home.find()
          ? Optional.of(
              "the runtime has no Java of its own (runtime.java=build), so it works on this machine"
                  + " only, while the JDK in "
                  + Optional.ofNullable(home.group(1)).orElse(home.group(2))
                  + " is there")
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // the installation will say why it cannot be read
    }
  }
}
