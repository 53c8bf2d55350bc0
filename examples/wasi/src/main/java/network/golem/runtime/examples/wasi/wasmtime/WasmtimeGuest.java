package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.examples.wasi.engine.Guest;
import network.golem.runtime.examples.wasi.engine.GuestSpec;
import network.golem.runtime.examples.wasi.engine.Mount;
import network.golem.runtime.examples.wasi.engine.Mount.Access;
import network.golem.runtime.examples.wasi.wasmtime.LoadedEngine.LoadedModule;

/// A guest in a store of its own.
final class WasmtimeGuest implements Guest {
  /// A guest that is to end is told again after this time: it may have looked just before.
  private static final long AGAIN_MILLIS = 2;

  /// The first descriptor of a mount.
  private static final int FIRST_MOUNT = 3;

  /// In each table: function pointers, in practice.
  private static final long MOST_ELEMENTS = 1_000_000;

  private static final long MOST_TABLES = 16;

  /// The guest's, and those of `front.wat` and `back.wat`.
  private static final long INSTANCES = 3;

  private static final long MEMORIES = 3;

  private final Parts parts;
  private final LoadedModule module;
  private final GuestSpec spec;
  private final GuestThread thread;
  private final long begin = System.nanoTime();

  /// Set by the guest's thread before it ends.
  private volatile long fuel;

  /// What all guests of an engine share.
  record Parts(long engine, Library library, Interposition interposition, Fuel fuel) {}

  private WasmtimeGuest(Parts parts, LoadedModule module, GuestSpec spec) {
    this.parts = parts;
    this.module = module;
    this.spec = spec;
    thread = new GuestThread(spec, _ -> execute());
  }

  static Guest start(Parts parts, LoadedModule module, GuestSpec spec) {
    WasmtimeGuest guest = new WasmtimeGuest(parts, module, spec);
    guest.thread.start();
    return guest;
  }

  @Override
  public Ending await() throws InterruptedException {
    long left = spec.limits().time().toNanos() - (System.nanoTime() - begin);
    if (thread.awaitEnd(Math.max(0, left), TimeUnit.NANOSECONDS)) {
      return thread.ending();
    }
    return end(
        new Ending.Limited(
            Limit.TIME,
            "it ran longer than the limit of " + spec.limits().time().toSeconds() + " s"));
  }

  @Override
  public Ending kill() {
    return end(new Ending.Killed());
  }

  /// Asks until it has ended: an epoch that ends while the guest is being asked may pass unnoticed.
  private Ending end(Ending how) {
    boolean interrupted = false;
    while (true) {
      thread.end(how);
      long _ = call(parts.library.incrementEpoch, parts.engine);
      try {
        if (thread.awaitEnd(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true; // it has to end all the same
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return thread.ending();
  }

  @Override
  public long cpuNanos() {
    return thread.cpuNanos();
  }

  @Override
  public long fuel() {
    return fuel;
  }

  /// Runs on the guest's thread, close to the bottom of its stack.
  private Ending execute() {
    Library library = parts.library;
    long store = call(library.storeNew, parts.engine, 0, 0);
    long context = call(library.storeContext, store);
    try (NativeArena arena = new NativeArena()) {
      parts.fuel.fill(context);
      long _ =
          call(
              library.storeLimiter,
              store,
              spec.limits().memoryBytes(),
              MOST_ELEMENTS,
              INSTANCES,
              MOST_TABLES,
              MEMORIES);
      long _ = call(library.epochCallback, store, parts.interposition.epochEnd(), 0, 0);
      long _ = call(library.setEpochDeadline, context, 1);
      long error = call(library.setWasi, context, wasi(arena));
      if (error != 0) {
        throw new IllegalStateException("wasmtime refuses the mounts");
      }
      Instances instances = parts.interposition.instances(arena, context);
      NativeMemory guest = parts.interposition.instantiate(instances, module, writeOnly());
      if (!module.entry().isEmpty()) {
        instances.callFunction(guest, module.entry());
      }
      return new Ending.Exited(0);
    } catch (Instances.Fault e) {
      return e.ending();
    } finally {
      try {
        fuel = parts.fuel.used(context);
      } finally {
        long _ = call(library.storeDelete, store);
      }
    }
  }

  private List<Integer> writeOnly() {
    List<Integer> descriptors = new ArrayList<>();
    for (int i = 0; i < spec.mounts().size(); i++) {
      if (spec.mounts().get(i).access() == Access.WRITE_ONLY) {
        descriptors.add(FIRST_MOUNT + i);
      }
    }
    return descriptors;
  }

  /// @return a `wasi_config_t`, which the store takes over
  private long wasi(NativeArena arena) {
    Library library = parts.library;
    long wasi = call(library.wasiNew);
    List<String> arguments = spec.arguments();
    NativeMemory pointers =
        NativeMemory.allocate(arena, (long) arguments.size() * NativeMemory.POINTER);
    ByteBuffer each = pointers.buffer();
    for (String argument : arguments) {
      each.putLong(NativeMemory.string(arena, argument).address());
    }
    long _ = call(library.wasiArguments, wasi, arguments.size(), pointers.address());
    for (Mount mount : spec.mounts()) {
      long mounted =
          call(
              library.wasiMount,
              wasi,
              NativeMemory.string(arena, mount.directory().toString()).address(),
              NativeMemory.string(arena, mount.path()).address(),
              mount.access() == Access.READ_ONLY ? 0 : 1);
      if ((mounted & 1) == 0) {
        throw new IllegalStateException("wasmtime cannot open the directory of " + mount.path());
      }
    }
    return wasi;
  }
}
