package network.golem.runtime.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Directories that contain a JDK.
final class Jdk {
  static final int OLDEST = 25;

  /// A program that a JDK has, unlike a JRE.
  private static final String JLINK = "bin/jlink";

  private Jdk() {}

  /// Whether a directory contains a JDK that can package a runtime. Reads the JDK's file `release`,
  /// so that no process has to be started.
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
