package network.golem.runtime.examples.wasi;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.sdk.RuntimeFailure;

/// What `deploy` keeps for the later phases, in a file in the workdir.
///
/// Not by `Activity.save`: that binds JSON to records, for which a process that has just been
/// started needs half a second, and `start` and each command in one-shot mode are such processes.
///
/// @param engine see [network.golem.runtime.examples.wasi.engine.Engine#identity()]
/// @param taskPackage the package's absolute path
/// @param shims see [CodeCache#shims()]
record Deployed(
    String engine,
    String taskPackage,
    List<Module> modules,
    List<Manifest.MountPoint> mountPoints,
    CodeCache.Code shims) {
  /// No volume has such a name.
  private static final String FILE = "deployed-modules";

  private static final int VERSION = 2;

  /// An entry point with its code.
  record Module(Manifest.EntryPoint entryPoint, CodeCache.Code code) {}

  /// Whether all code is in the cache as it was.
  boolean isIn(Path cache) throws IOException {
    for (Module module : modules) {
      if (!module.code().isIn(cache)) {
        return false;
      }
    }
    return shims.isIn(cache);
  }

  void save(Path workdir) throws IOException {
    Path draft = workdir.resolve(FILE + ".new");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
      out.writeInt(VERSION);
      write(out, engine);
      write(out, taskPackage);
      out.writeInt(modules.size());
      for (Module module : modules) {
        write(out, module.entryPoint().id());
        write(out, module.entryPoint().path());
        write(out, module.code());
      }
      out.writeInt(mountPoints.size());
      for (Manifest.MountPoint each : mountPoints) {
        write(out, each.path());
        write(out, each.kind().name());
      }
      write(out, shims);
    }
    var _ = Files.move(draft, workdir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /// @throws RuntimeFailure if nothing has been deployed by this version of the runtime, for this
  ///   engine
  static Deployed load(Path workdir, String engine) throws IOException, RuntimeFailure {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(workdir.resolve(FILE));
    } catch (NoSuchFileException _) {
      throw notDeployed(workdir);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readInt() != VERSION || !string(in).equals(engine)) {
      throw notDeployed(workdir);
    }
    String taskPackage = string(in);
    List<Module> modules = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      modules.add(new Module(new Manifest.EntryPoint(string(in), string(in)), code(in)));
    }
    List<Manifest.MountPoint> mountPoints = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      mountPoints.add(new Manifest.MountPoint(string(in), kind(string(in))));
    }
    return new Deployed(engine, taskPackage, modules, mountPoints, code(in));
  }

  /// Without `valueOf`, which a new process takes long for.
  private static Manifest.Kind kind(String name) throws IOException {
    for (Manifest.Kind each : Manifest.Kind.values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw new IOException("unknown kind of mount point in " + FILE + ": " + name);
  }

  private static RuntimeFailure notDeployed(Path workdir) {
    return new RuntimeFailure(
        RuntimeFailure.Code.INTERNAL,
        "no package has been deployed in "
            + workdir
            + " by this version with these options; call deploy first");
  }

  private static void write(DataOutputStream out, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String string(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void write(DataOutputStream out, CodeCache.Code code) throws IOException {
    write(out, code.key());
    Stamp stamp = code.stamp();
    out.writeLong(stamp.device());
    out.writeLong(stamp.inode());
    out.writeLong(stamp.size());
    out.writeLong(stamp.modified());
    out.writeLong(stamp.changed());
  }

  private static CodeCache.Code code(DataInputStream in) throws IOException {
    return new CodeCache.Code(
        string(in),
        new Stamp(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
  }
}
