package network.golem.runtime.examples.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import network.golem.runtime.examples.wasi.engine.Engine;
import network.golem.runtime.examples.wasi.engine.ModuleException;
import network.golem.runtime.examples.wasi.engine.Mount;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.Prepared;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import org.jspecify.annotations.Nullable;

/// Runs the modules of the requestor's package: each entry point of its manifest is a program.
final class WasiRuntime implements GolemRuntime {
  private final WasiOptions options;
  private final Guests guests;

  /// Set by `start` in server mode.
  private volatile @Nullable Served served;

  private record Served(Deployed deployed, Prepared<Map<String, Module>> modules) {}

  private WasiRuntime(WasiOptions options) {
    this.options = options;
    guests = new Guests(options);
  }

  static WasiRuntime of(WasiOptions options, Context context) {
    return new WasiRuntime(options);
  }

  @Override
  public void test(Context context) throws Exception {
    SelfTest.run(engine(), cache(context));
  }

  @Override
  public Deployment deploy(Activity activity) throws Exception {
    Path file =
        activity
            .taskPackage()
            .orElseThrow(() ->
                new RuntimeFailure(
                    Code.BAD_REQUEST,
                    "a package is needed: a zip archive with manifest.json (--task-package)"));
    CodeCache cache = cache(activity);
    try (TaskPackage opened = TaskPackage.open(file, options.packageBytes())) {
      List<Deployed.Module> modules = new ArrayList<>();
      for (Manifest.EntryPoint each : opened.manifest().entryPoints()) {
        modules.add(new Deployed.Module(each, compiled(cache, opened, each)));
      }
      List<Manifest.MountPoint> points = opened.manifest().mountPoints();
      String engine = engine().identity();
      new Deployed(engine, file.toAbsolutePath().toString(), modules, points, shims(cache))
          .save(activity.workdir());
      Deployment deployment = Deployment.of();
      for (Manifest.MountPoint point : points) {
        if (point.kind() != Manifest.Kind.PRIVATE) {
          deployment = deployment.volume(point.path());
        }
      }
      return deployment;
    } catch (PackageException e) {
      throw new RuntimeFailure(Code.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static CodeCache.Code shims(CodeCache cache) throws IOException, RuntimeFailure {
    try {
      return cache.shims();
    } catch (ModuleException e) {
      throw refusedShims(e);
    }
  }

  private static RuntimeFailure refusedShims(ModuleException e) {
    return new RuntimeFailure(Code.INTERNAL, "a module of the runtime's own " + e.getMessage());
  }

  private static CodeCache.Code compiled(
      CodeCache cache, TaskPackage from, Manifest.EntryPoint entry)
      throws IOException, PackageException {
    byte[] module = from.module(entry);
    try {
      return cache.compiled(module);
    } catch (ModuleException e) {
      throw new PackageException(entry.path() + " " + e.getMessage());
    }
  }

  /// In server mode, all modules are loaded beside the commands: the engine takes longer to load
  /// than everything else before the answer to hello. Code that has changed since `deploy` is
  /// compiled before `start` ends, because that can fail. In one-shot mode, `run` loads its own.
  @Override
  public void start(Command start, Activity activity) throws Exception {
    Deployed deployed = Deployed.load(activity.workdir(), engine().identity());
    if (activity.mode() == Mode.SERVER) {
      Callable<Map<String, Module>> loading =
          deployed.isIn(directory(activity))
              ? new Loading(this, deployed, activity)
              : new Loaded(load(deployed, activity));
      served = new Served(deployed, activity.prepare("modules", loading));
      guests.bill(activity);
    }
  }

  /// Records instead of lambda expressions: a process that has just been started needs milliseconds
  /// to create one, and this is before the answer to hello.
  private record Loading(WasiRuntime runtime, Deployed deployed, Activity activity)
      implements Callable<Map<String, Module>> {
    @Override
    public Map<String, Module> call() throws IOException, RuntimeFailure {
      return runtime.load(deployed, activity);
    }
  }

  private record Loaded(Map<String, Module> modules) implements Callable<Map<String, Module>> {
    @Override
    public Map<String, Module> call() {
      return modules;
    }
  }

  private Map<String, Module> load(Deployed deployed, Activity activity)
      throws IOException, RuntimeFailure {
    CodeCache cache = cache(activity);
    loadShims(cache, deployed);
    Map<String, Module> all = new LinkedHashMap<>();
    for (Deployed.Module each : deployed.modules()) {
      all.put(each.entryPoint().id(), load(cache, deployed, each));
    }
    return Map.copyOf(all);
  }

  private static void loadShims(CodeCache cache, Deployed deployed)
      throws IOException, RuntimeFailure {
    try {
      cache.loadShims(deployed.shims());
    } catch (ModuleException e) {
      throw refusedShims(e);
    }
  }

  private Module load(CodeCache cache, Deployed deployed, Deployed.Module module)
      throws IOException, RuntimeFailure {
    String path = module.entryPoint().path();
    try {
      return new Module(path, cache.load(module.code()));
    } catch (NoSuchFileException | ModuleException e) {
      return new Module(path, compiledAgain(cache, deployed, module));
    }
  }

  /// The code has been removed since `deploy`, to make room, or is not the same file, or was
  /// compiled for another processor.
  private Engine.Program compiledAgain(CodeCache cache, Deployed deployed, Deployed.Module module)
      throws IOException, RuntimeFailure {
    try (TaskPackage opened =
        TaskPackage.open(Path.of(deployed.taskPackage()), options.packageBytes())) {
      byte[] binary = opened.module(module.entryPoint());
      if (!cache.key(binary).equals(module.code().key())) {
        throw new PackageException("the package has changed since it was deployed");
      }
      return cache.program(binary);
    } catch (PackageException | ModuleException e) {
      throw new RuntimeFailure(Code.INTERNAL, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    Served session = served;
    Deployed deployed =
        session == null
            ? Deployed.load(activity.workdir(), engine().identity())
            : session.deployed();
    Module module =
        session == null
            ? loadOnly(command.program(), deployed, activity)
            : session.modules().get().get(command.program());
    if (module == null) {
      throw new RuntimeFailure(
          Code.NOT_FOUND,
          "there is no entry point '"
              + command.program()
              + "' in the package; there are: "
              + deployed.modules().stream()
                  .map(each -> each.entryPoint().id())
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    List<Mount> mounts =
        Mounts.of(
            deployed.mountPoints(),
            activity.volumes().list(),
            privateDirectories(deployed, activity));
    Mounts.check(mounts);
    return guests.run(command, activity, module, mounts);
  }

  private @Nullable Module loadOnly(String program, Deployed deployed, Activity activity)
      throws IOException, RuntimeFailure {
    for (Deployed.Module module : deployed.modules()) {
      if (module.entryPoint().id().equals(program)) {
        CodeCache cache = cache(activity);
        loadShims(cache, deployed);
        return load(cache, deployed, module);
      }
    }
    return null;
  }

  /// Directories of the activity that are not volumes: their names cannot be those of one.
  private static Map<String, Path> privateDirectories(Deployed deployed, Activity activity)
      throws IOException {
    Map<String, Path> directories = new LinkedHashMap<>();
    for (Manifest.MountPoint point : deployed.mountPoints()) {
      if (point.kind() == Manifest.Kind.PRIVATE) {
        Path directory = activity.workdir().resolve("private-" + directories.size());
        directories.put(point.path(), Files.createDirectories(directory));
      }
    }
    return directories;
  }

  private CodeCache cache(Context context) throws RuntimeFailure {
    return new CodeCache(directory(context), options.cacheBytes(), engine());
  }

  private Engine engine() throws RuntimeFailure {
    return EngineFiles.engine(options.fuel());
  }

  private static Path directory(Context context) {
    return context.dataDirectory().resolve("compiled");
  }
}
