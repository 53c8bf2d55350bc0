package network.golem.runtime.sdk.activity;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.Volumes.Kind;
import org.jspecify.annotations.Nullable;

/// What `deploy` saves in the workdir for the later phases: a properties file, so that `start` does
/// not have to load a JSON parser.
///
/// @param volumes in the order of their declaration
public record SavedDeployment(Mode mode, List<Volume> volumes) {
  private static final String FILE = ".golem-runtime/deployment.properties";

  public SavedDeployment {
    volumes = List.copyOf(volumes);
  }

  /// @param name the directory below the workdir
  /// @param path the requestor's path
  /// @param size in bytes, if the requestor has asked for one
  public record Volume(String name, String path, Kind kind, OptionalLong size) {}

  /// Writes it atomically.
  public void save(Path workdir) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("mode", mode.name());
    for (int i = 0; i < volumes.size(); i++) {
      properties.setProperty("volume." + i + ".name", volumes.get(i).name());
      properties.setProperty("volume." + i + ".path", volumes.get(i).path());
      properties.setProperty("volume." + i + ".kind", volumes.get(i).kind().name());
      if (volumes.get(i).size().isPresent()) {
        properties.setProperty(
            "volume." + i + ".size", Long.toString(volumes.get(i).size().getAsLong()));
      }
    }
    Path file = workdir.resolve(FILE);
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      try (Writer out = Files.newBufferedWriter(half)) {
        properties.store(out, null);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      WorkdirException failure = WorkdirException.unwritable(workdir, e);
      try {
        boolean _ = Files.deleteIfExists(half);
      } catch (IOException again) {
        failure.addSuppressed(again);
      }
      throw failure;
    }
  }

  /// What was saved in this workdir, if anything.
  ///
  /// @throws IOException if it cannot be read, or is damaged
  public static Optional<SavedDeployment> load(Path workdir) throws IOException {
    Path file = workdir.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
      List<Volume> volumes = new ArrayList<>();
      for (int i = 0; properties.containsKey("volume." + i + ".name"); i++) {
        volumes.add(
            new Volume(
                required(properties, "volume." + i + ".name"),
                required(properties, "volume." + i + ".path"),
                Kind.valueOf(required(properties, "volume." + i + ".kind")),
                size(properties.getProperty("volume." + i + ".size"))));
      }
      return Optional.of(new SavedDeployment(mode(required(properties, "mode")), volumes));
    } catch (IllegalArgumentException e) {
      throw new WorkdirException(file + " is damaged (" + e.getMessage() + "); deploy again", e);
    }
  }

  private static Mode mode(String name) {
    for (Mode mode : Mode.values()) {
      if (mode.name().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("unknown mode " + name);
  }

  private static OptionalLong size(@Nullable String text) {
    return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  private static String required(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key);
    }
    return value;
  }
}
