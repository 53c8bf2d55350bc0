package network.golem.runtime.mavenplugin;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.inject.Inject;
import network.golem.runtime.packager.call.PackagerCall;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Packages a runtime as a directory that mirrors a provider's plugin directory, with descriptor,
 * launcher, jars, and by default its own Java with start-up caches. An archive of all of it is
 * written next to the directory.
 *
 * <p>The packager runs as a process of a JDK 25: that of the build's toolchain, or the one that
 * Maven itself runs on.
 */
@Mojo(
    name = "package",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class PackageMojo extends AbstractMojo {
  private static final Set<String> KINDS = Set.of("linked", "build");
  private static final Set<String> COMPRESSIONS = Set.of("gzip", "xz", "zstd");
  private static final String PACKAGER = "network.golem.runtime:golem-runtime-packager";

  /** The class with the {@code main} and {@code @RuntimeDef}. */
  @Parameter(property = "runtime.class")
  private @Nullable String mainClass;

  /**
   * {@code linked}: the runtime gets its own Java, with start-up caches, and an archive is written.
   * {@code build}: its launcher starts the JDK that the runtime was built with; packaging is
   * faster.
   */
  @Parameter(property = "runtime.java", defaultValue = "linked")
  private String java;

  /**
   * Options for the runtime's Java, in use and in training, such as the heap size or the garbage
   * collector. Options are separated by spaces; quotes group an option with spaces.
   */
  @Parameter(property = "runtime.jvmOptions")
  private @Nullable String jvmOptions;

  /**
   * Additional JDK modules that no jar declares, such as service providers, separated by commas:
   * {@code jdk.zipfs}, {@code jdk.localedata}.
   */
  @Parameter(property = "runtime.modules")
  private @Nullable String modules;

  /**
   * An ExeScript whose runs train the start-up caches. Packaging calls the runtime's own {@code
   * deploy} and {@code start} for it, on the machine that builds, in the script's directory: files
   * that they need can lie there.
   */
  @Parameter(property = "runtime.training")
  private @Nullable File training;

  /** The task package that the runs of {@code runtime.training} need. */
  @Parameter(property = "runtime.trainingPackage")
  private @Nullable File trainingPackage;

  /**
   * A directory that is copied into the package, as {@code files}: native libraries, licences and
   * the like. The runtime finds it by the system property {@code golem.runtime.files}.
   */
  @Parameter(property = "runtime.files")
  private @Nullable File files;

  /**
   * How the archive is compressed: {@code gzip}, {@code xz} (a quarter smaller, but slow to write)
   * or {@code zstd}. The build needs the program of that name.
   */
  @Parameter(property = "runtime.compression", defaultValue = "gzip")
  private String compression;

  /** The plugin directory to create; a previous one is replaced. */
  @Parameter(defaultValue = "${project.build.directory}/plugins", required = true)
  private File outputDirectory;

  /** Packages nothing. */
  @Parameter(property = "runtime.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true, required = true)
  private Map<String, Artifact> pluginArtifacts;

  private final ToolchainManager toolchains;

  @Inject
  PackageMojo(ToolchainManager toolchains) {
    this.toolchains = toolchains;
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip || "pom".equals(project.getPackaging())) {
      getLog().info("skipped: no runtime to package here");
      return;
    }
    if (mainClass == null || mainClass.isBlank()) {
      throw new MojoFailureException(
          "no runtime class is set; add <runtime.class>its.full.Name</runtime.class> to the"
              + " properties of "
              + project.getFile()
              + ", or <runtime.skip>true</runtime.skip> if it has none");
    }
    if (!KINDS.contains(java)) {
      throw new MojoFailureException("<runtime.java> must be linked or build, not '" + java + "'");
    }
    if (!COMPRESSIONS.contains(compression)) {
      throw new MojoFailureException(
          "<runtime.compression> must be gzip, xz or zstd, not '" + compression + "'");
    }
    Path jdk = new Jdk(toolchains, session).home();
    new PackagerProcess(new PackagerCall(jdk, packager(), words(mainClass)), getLog()).run();
  }

  private Path packager() {
    return Objects.requireNonNull(pluginArtifacts.get(PACKAGER)).getFile().toPath();
  }

  private List<String> words(String runtime) throws MojoExecutionException, MojoFailureException {
    File jar = project.getArtifact().getFile();
    if (jar == null || !jar.isFile()) {
      throw new MojoFailureException(
          "the project has no jar yet; build at least up to the phase 'package'");
    }
    List<String> words =
        new ArrayList<>(
            List.of(
                "runtime",
                "--main",
                runtime.strip(),
                "--jar",
                jar.toString(),
                "--classes",
                project.getBuild().getOutputDirectory(),
                "--class-path",
                classPath(),
                "--output",
                outputDirectory.toString(),
                "--java",
                java,
                "--compression",
                compression));
    if (jvmOptions != null && !jvmOptions.isBlank()) {
      words.addAll(List.of("--jvm-options", jvmOptions));
    }
    if (modules != null && !modules.isBlank()) {
      words.addAll(List.of("--modules", modules));
    }
    if (training != null) {
      words.addAll(List.of("--training", training.toString()));
    }
    if (trainingPackage != null) {
      words.addAll(List.of("--training-package", trainingPackage.toString()));
    }
    if (files != null) {
      words.addAll(List.of("--files", files.toString()));
    }
    return words;
  }

  private String classPath() throws MojoExecutionException {
    try {
      return String.join(File.pathSeparator, project.getRuntimeClasspathElements());
    } catch (DependencyResolutionRequiredException e) {
      throw new MojoExecutionException("the project's dependencies are not resolved", e);
    }
  }
}
