package network.golem.runtime.examples.wasi.wasmtime;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import network.golem.runtime.examples.wasi.wasmtime.Modules.Item;

/// The two small modules between a guest and WASI, and the functions of the host that they call.
///
/// WASI's functions work on the memory that their caller exports. If the host called them for a
/// guest, they would have no caller. So the guest imports functions of `front.wat`, which exists
/// before it and knows nothing of it; once the guest exists, `back.wat` gets the guest's memory,
/// and fills the table through which `front.wat` calls.
final class Interposition {
  private static final String HOST = "host";
  private static final String FRONT = "front";
  private static final String GUEST = "guest";

  private final Library library;
  private final Faults faults;
  private final long linker;
  private final long epochEnd;
  private final long front;
  private final long back;
  private final List<Item> frontImports;
  private final List<Item> backImports;
  private final Set<String> replaced;

  Interposition(Library library, Faults faults, Modules modules, long linker, Shims shims) {
    this.library = library;
    this.faults = faults;
    this.linker = linker;
    epochEnd = HostFunctions.define(library, faults, linker, HOST);
    front = shims.front();
    back = shims.back();
    frontImports = modules.imports(front);
    backImports = modules.imports(back);
    replaced =
        modules.exports(front).stream()
            .map(Item::name)
            .filter(name -> !Set.of("memory", "table", "now").contains(name))
            .collect(Collectors.toUnmodifiableSet());
  }

  /// The function that wasmtime is to call at the end of an epoch.
  long epochEnd() {
    return epochEnd;
  }

  /// Creates an instance of a guest's module, with what stands between it and WASI.
  ///
  /// @param writeOnly the descriptors of the guest's write-only mounts
  /// @return the guest's `wasmtime_instance_t`
  /// @throws Instances.Fault if the guest exceeds a limit, or its start function fails
  NativeMemory instantiate(
      Instances instances, LoadedEngine.LoadedModule module, List<Integer> writeOnly) {
    NativeMemory before = instances.create(front, frontImports, _ -> null);
    NativeMemory guest =
        instances.create(
            module.address(),
            module.imports(),
            item -> replaced.contains(item.name()) ? before : null);
    NativeMemory memory = module.hasMemory() ? guest : before;
    NativeMemory after =
        instances.create(
            back,
            backImports,
            item ->
                switch (item.module()) {
                  case FRONT -> before;
                  case GUEST -> memory;
                  default -> null;
                });
    for (int descriptor : writeOnly) {
      instances.callWithInteger(after, "mark", descriptor);
    }
    return guest;
  }

  /// For one store.
  Instances instances(NativeArena arena, long context) {
    return new Instances(library, faults, linker, arena, context);
  }
}
