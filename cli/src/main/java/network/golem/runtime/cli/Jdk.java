package network.golem.runtime.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Directories that hold a JDK.
final class Jdk {
  static final int OLDEST = 25;

  /// What a JDK has, and a Java to run programs has not.
  private static final String JLINK = "bin/jlink";

  private Jdk() {}

  /// Whether a directory holds one that can package a runtime: its file `release` says so, and no
  /// process is needed to ask.
  static boolean isNewEnough(Path home) {
    if (!Files.isExecutable(home.resolve(JLINK))) {
      return false;
    }
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
      String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
      return Runtime.Version.parse(version).feature() >= OLDEST;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
