package network.golem.runtime.mavenplugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/// The JDK that packages a runtime, and whose modules the runtime gets.
record Jdk(ToolchainManager toolchains, MavenSession session) {
  private static final int OLDEST = 25;
  private static final String TYPE = "jdk";

  /// Its directory.
  Path home() throws MojoFailureException {
    Toolchain chosen = toolchains.getToolchainFromBuildContext(TYPE, session);
    if (chosen != null) {
      Optional<Path> home = home(chosen);
      return home.filter(Jdk::isNewEnough)
          .orElseThrow(() ->
              new MojoFailureException(
                  "the build's toolchain is "
                      + home.map(Path::toString).orElse(chosen.toString())
                      + ", but a runtime needs JDK "
                      + OLDEST
                      + "; configure it for maven-toolchains-plugin"));
    }
    List<Toolchain> known =
        toolchains.getToolchains(session, TYPE, Map.of("version", "[" + OLDEST + ",)"));
    Path own = Path.of(System.getProperty("java.home"));
    return known.stream()
        .flatMap(toolchain -> home(toolchain).stream())
        .filter(Jdk::isNewEnough)
        .findFirst()
        .or(() -> Optional.of(own).filter(Jdk::isNewEnough))
        .orElseThrow(() ->
            new MojoFailureException(
                "a runtime needs JDK "
                    + OLDEST
                    + ", but Maven runs on "
                    + own
                    + "; set JAVA_HOME, or use the goal select-jdk-toolchain of"
                    + " maven-toolchains-plugin"));
  }

  private static Optional<Path> home(Toolchain toolchain) {
    return Optional.ofNullable(toolchain.findTool("java"))
        .map(java -> Path.of(java).resolve("../..").normalize());
  }

  /// Reads the JDK's file `release`, which takes no process.
  private static boolean isNewEnough(Path home) {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      release.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    try {
      return Runtime.Version.parse(version).feature() >= OLDEST;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
