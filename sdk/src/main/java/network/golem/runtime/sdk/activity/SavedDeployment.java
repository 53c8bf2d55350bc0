package network.golem.runtime.sdk.activity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
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
    StringBuilder lines = new StringBuilder();
    add(lines, "mode", mode.name());
    for (int i = 0; i < volumes.size(); i++) {
      Volume volume = volumes.get(i);
      String key = "volume." + i;
      add(lines, key + ".name", volume.name());
      add(lines, key + ".path", volume.path());
      add(lines, key + ".kind", volume.kind().name());
      if (volume.size().isPresent()) {
        add(lines, key + ".size", Long.toString(volume.size().getAsLong()));
      }
    }
    Path file = workdir.resolve(FILE);
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.write(half, lines.toString().getBytes(UTF_8));
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

  /// A line that [Properties] reads back. Its own `store` begins with a date, whose time zones and
  /// names take half the time of a whole `deploy`.
  private static void add(StringBuilder lines, String key, String value) {
    lines.append(key).append('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\\' || c == '=' || c == ':' || c == '#' || c == '!') {
        lines.append('\\').append(c);
      } else if (c >= ' ' && !Character.isSurrogate(c)) {
        lines.append(c);
      } else {
        lines.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    lines.append('\n');
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
                constant(Kind.values(), required(properties, "volume." + i + ".kind")),
                size(properties.getProperty("volume." + i + ".size"))));
      }
      return Optional.of(
          new SavedDeployment(constant(Mode.values(), required(properties, "mode")), volumes));
    } catch (IllegalArgumentException e) {
      throw new WorkdirException(file + " is damaged (" + e.getMessage() + "); deploy again", e);
    }
  }

  /// `Enum.valueOf` reads the class by reflection when it is first called, which takes longer.
  private static <E extends Enum<E>> E constant(E[] all, String name) {
    for (E constant : all) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("unknown value " + name);
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
