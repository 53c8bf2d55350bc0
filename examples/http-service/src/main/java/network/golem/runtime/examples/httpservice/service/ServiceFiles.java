package network.golem.runtime.examples.httpservice.service;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the file of the service that this runtime sells: the first one whose `name` is the
/// runtime's.
public final class ServiceFiles {
  private static final String COUNTERPART = "ya-runtime-http-auth";
  private static final String SERVICES = "services";
  private static final String FORMATS = "*.{json,toml,yaml,yml}";

  private final Context context;
  private final List<Path> directories;

  /// Files that could not be read; one of them may be the one that was meant.
  private final List<String> skipped = new ArrayList<>();

  private ServiceFiles(Context context, List<Path> directories) {
    this.context = context;
    this.directories = directories;
  }

  /// Reads the service's file.
  ///
  /// @param first where it is looked for first
  /// @throws ConfigurationException if there is none, or it is wrong
  public static ServiceDefinition find(Context context, Optional<Path> first) {
    Settings settings = context.config(Settings.class);
    warn(context, "dataDir", settings.dataDir(), "all is kept in the activity's directory");
    warn(
        context,
        "managementApiUrl",
        settings.managementApiUrl(),
        "the proxy is a part of this runtime");
    List<Path> directories = new ArrayList<>();
    if (first.isPresent()) {
      directories.add(first.get());
    }
    for (String directory : settings.serviceLookupDirs()) {
      directories.add(Path.of(directory));
    }
    directories.addAll(usualDirectories(context));
    return new ServiceFiles(context, directories).find();
  }

  private static void warn(Context context, String key, @Nullable String value, String why) {
    if (value != null) {
      log().warn("{}: {} has no effect: {}", context.configFile().path(), key, why);
    }
  }

  /// Created only if there is something to say: all jars are searched for the logging library.
  private static Logger log() {
    return LoggerFactory.getLogger(ServiceFiles.class);
  }

  /// Beside the runtime, in the working directory, and in the user's directories of data and of
  /// configuration.
  private static List<Path> usualDirectories(Context context) {
    List<Path> directories = new ArrayList<>();
    String jars = System.getProperty("java.class.path", "").split(":", 2)[0];
    Path lib = Path.of(jars).toAbsolutePath().getParent();
    if (lib != null && lib.getParent() != null && lib.endsWith("lib")) {
      directories.add(lib.resolveSibling(SERVICES));
    }
    directories.add(Path.of(SERVICES));
    Map<String, String> environment = context.environment();
    String home = environment.getOrDefault("HOME", "/");
    directories.add(user(environment, "XDG_DATA_HOME", home + "/.local/share"));
    directories.add(user(environment, "XDG_CONFIG_HOME", home + "/.config"));
    return directories;
  }

  private static Path user(Map<String, String> environment, String variable, String otherwise) {
    String base = environment.getOrDefault(variable, "");
    return Path.of(base.isEmpty() ? otherwise : base, COUNTERPART, SERVICES);
  }

  private ServiceDefinition find() {
    for (Path directory : directories) {
      for (Path file : files(directory)) {
        if (isMeant(file)) {
          ServiceFile written = context.configFile(file).read(ServiceFile.class);
          return new ServiceReader(file, written).service(context.name());
        }
      }
    }
    StringBuilder sentence =
        new StringBuilder("service '" + context.name() + "' not found: no file in ")
            .append(String.join(", ", directories.stream().map(Path::toString).toList()))
            .append(" has this name");
    for (String reason : skipped) {
      sentence.append("; ").append(reason);
    }
    throw new ConfigurationException(sentence.toString(), null);
  }

  private List<Path> files(Path directory) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return files;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, FORMATS)) {
      for (Path file : found) {
        files.add(file);
      }
    } catch (IOException e) {
      skipped.add("cannot read directory " + directory + ": " + e);
    }
    Collections.sort(files);
    return files;
  }

  /// A file that cannot be read stops nobody: it may be another service's.
  private boolean isMeant(Path file) {
    try {
      Map<?, ?> content = context.configFile(file).read(Map.class);
      return context.name().equals(content.get("name"));
    } catch (ConfigurationException e) {
      log().debug("skipped {}", file, e);
      skipped.add(String.valueOf(e.getMessage()));
      return false;
    }
  }
}
