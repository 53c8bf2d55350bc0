package network.golem.runtime.sdk.activity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import network.golem.runtime.sdk.Volumes.Kind;
import network.golem.runtime.sdk.activity.SavedDeployment.Volume;

/// Which directory each volume gets: first the author's declared volumes, then those that the
/// requestor adds. A path in both is one volume, of the kind and size that the requestor asks for.
public final class VolumePlan {
  private VolumePlan() {}

  /// Creates a directory for each path.
  ///
  /// @throws IllegalArgumentException if a path is not valid for a volume
  public static List<Volume> make(
      NewDirectories directories, List<String> declared, List<VolumeOverride.Asked> added)
      throws WorkdirException {
    Map<String, VolumeOverride.Asked> asked = new LinkedHashMap<>();
    for (String path : declared) {
      String plain = checked(path);
      asked.put(plain, new VolumeOverride.Asked(plain, Kind.HOST, OptionalLong.empty()));
    }
    added.forEach(more -> asked.put(checked(more.path()), more));
    List<Volume> volumes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Map.Entry<String, VolumeOverride.Asked> entry : asked.entrySet()) {
      String path = entry.getKey();
      String readable = "vol" + path.replaceAll("[^A-Za-z0-9._-]+", "-");
      String name = readable;
      for (int i = 2; !names.add(name); i++) {
        name = readable + "-" + i;
      }
      directories.make(name);
      volumes.add(new Volume(name, path, entry.getValue().kind(), entry.getValue().size()));
    }
    return volumes;
  }

  /// A volume's path without redundant parts: `/golem/input`.
  static String checked(String path) {
    boolean wellFormed = path.startsWith("/") && path.indexOf('\0') < 0;
    for (String step : path.split("/")) {
      wellFormed &= !step.equals("..") && !step.equals(".");
    }
    String plain = path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    if (!wellFormed || plain.equals("/")) {
      throw new IllegalArgumentException(
          "a volume's path must be absolute like /golem/input, without '..', not '" + path + "'");
    }
    return plain;
  }
}
