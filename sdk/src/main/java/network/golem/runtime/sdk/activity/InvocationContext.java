package network.golem.runtime.sdk.activity;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import network.golem.runtime.sdk.ConfigFile;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.config.StoredFile;
import network.golem.runtime.sdk.definition.Definition;
import org.jspecify.annotations.Nullable;

/// The context of one call of the runtime's executable.
public final class InvocationContext implements Context {
  private final Definition definition;
  private final Mode mode;
  private final List<String> phaseArguments;
  private final Map<String, String> environment;
  private final Path dataDirectory;
  private final Consumer<String> warnings;

  @GuardedBy("this")
  private @Nullable ConfigFile configFile;

  /// @param warnings receives warnings about the configuration
  public InvocationContext(
      Definition definition,
      Mode mode,
      List<String> phaseArguments,
      Map<String, String> environment,
      Path dataDirectory,
      Consumer<String> warnings) {
    this.definition = definition;
    this.mode = mode;
    this.phaseArguments = List.copyOf(phaseArguments);
    this.environment = Map.copyOf(environment);
    this.dataDirectory = dataDirectory;
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public String version() {
    return definition.version();
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public List<String> phaseArguments() {
    return phaseArguments;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Path dataDirectory() {
    return dataDirectory;
  }

  @Override
  public <T> T config(Class<T> type) {
    return configFile().read(type);
  }

  @Override
  public synchronized ConfigFile configFile() {
    ConfigFile file = configFile;
    if (file == null) {
      file = StoredFile.configuration(dataDirectory, name(), warnings);
      configFile = file;
    }
    return file;
  }

  @Override
  public ConfigFile configFile(Path path) {
    return StoredFile.at(path, warnings);
  }
}
