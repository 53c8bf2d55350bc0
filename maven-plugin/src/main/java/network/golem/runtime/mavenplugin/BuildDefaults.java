package network.golem.runtime.mavenplugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/// What a runtime's build needs, and its pom does not have to say: a project that uses this plugin
/// with `<extensions>true</extensions>` is built by a JDK 25, wherever Maven itself runs, with
/// versions of Maven's own plugins that can do that, and packaged after its jar. Whatever the
/// project says itself is left as it is.
///
/// The project keeps the packaging `jar`, and no goal generates or changes sources: to an IDE,
/// which may not load this, it is a Java project like any other. Maven finds this class through
/// `META-INF/plexus/components.xml`.
public final class BuildDefaults extends AbstractMavenLifecycleParticipant {
  private static final String PLUGIN = "network.golem.runtime:golem-runtime-maven-plugin";
  private static final String GOAL = "package";
  private static final String MAVENS_OWN = "org.apache.maven.plugins";
  private static final String TOOLCHAINS = "maven-toolchains-plugin";
  private static final List<String> BOUND =
      List.of(
          "maven-compiler-plugin",
          "maven-install-plugin",
          "maven-jar-plugin",
          "maven-resources-plugin",
          "maven-surefire-plugin");

  private final Properties versions = versions();

  private static Properties versions() {
    Properties versions = new Properties();
    try (InputStream in = BuildDefaults.class.getResourceAsStream("versions.properties")) {
      versions.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions;
  }

  @Override
  public void afterProjectsRead(MavenSession session) {
    for (MavenProject project : session.getProjects()) {
      Plugin plugin = project.getPlugin(PLUGIN);
      if (plugin != null && plugin.isExtensions() && "jar".equals(project.getPackaging())) {
        complete(project, plugin);
      }
    }
  }

  private void complete(MavenProject project, Plugin plugin) {
    Build build = project.getBuild();
    for (Plugin bound : build.getPlugins()) {
      if (MAVENS_OWN.equals(bound.getGroupId())
          && BOUND.contains(bound.getArtifactId())
          && !isChosen(bound)) {
        bound.setVersion(versions.getProperty(bound.getArtifactId()));
      }
    }
    if (project.getPlugin(MAVENS_OWN + ":" + TOOLCHAINS) == null) {
      build.addPlugin(toolchains());
    }
    if (plugin.getExecutions().stream().noneMatch(each -> each.getGoals().contains(GOAL))) {
      plugin.addExecution(execution("package-runtime", "package", GOAL));
    }
    build.flushPluginMap();
    Properties properties = project.getProperties();
    // As runtimes run. If the project is a module, surefire would put the test kit on the class
    // path
    // and the rest on the module path, where the SDK exports packages to the test kit's module
    // only.
    properties.putIfAbsent("surefire.useModulePath", "false");
    // The SDK starts programs through the foreign-function API.
    properties.putIfAbsent("argLine", "--enable-native-access=ALL-UNNAMED");
  }

  /// Whether the project, or a parent of it, chooses the version. Maven's own choice has no origin,
  /// or Maven itself, depending on Maven's version.
  private static boolean isChosen(Plugin plugin) {
    @Nullable InputLocation origin = plugin.getLocation("version");
    return origin != null
        && origin.getSource() != null
        && !String.valueOf(origin.getSource().getModelId()).startsWith("org.apache.maven:");
  }

  private Plugin toolchains() {
    Plugin plugin = new Plugin();
    plugin.setGroupId(MAVENS_OWN);
    plugin.setArtifactId(TOOLCHAINS);
    plugin.setVersion(versions.getProperty(TOOLCHAINS));
    PluginExecution execution = execution("jdk", "validate", "select-jdk-toolchain");
    Xpp3Dom version = new Xpp3Dom("version");
    version.setValue(versions.getProperty("jdk"));
    Xpp3Dom configuration = new Xpp3Dom("configuration");
    configuration.addChild(version);
    execution.setConfiguration(configuration);
    plugin.addExecution(execution);
    return plugin;
  }

  private static PluginExecution execution(String id, String phase, String goal) {
    PluginExecution execution = new PluginExecution();
    execution.setId(id);
    execution.setPhase(phase);
    execution.addGoal(goal);
    return execution;
  }
}
