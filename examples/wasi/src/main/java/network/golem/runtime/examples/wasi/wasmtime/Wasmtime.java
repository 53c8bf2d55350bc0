package network.golem.runtime.examples.wasi.wasmtime;

import java.io.IOException;
import java.nio.file.Path;
import network.golem.runtime.examples.wasi.engine.Engine;
import network.golem.runtime.examples.wasi.engine.ModuleException;
import org.jspecify.annotations.Nullable;

/// The engine wasmtime. One for the process; it is never released.
///
/// Its library is loaded when it is first needed: loading it, and the JVM's preparations for
/// calling it, take longer than anything else that a phase does.
public final class Wasmtime implements Engine {
  /// The version that this is written and tested for: the layout of what is passed is not checked.
  public static final String VERSION = "50.0.1";

  /// How much of a guest's thread the guest may use; see [GuestThread#STACK].
  static final long GUEST_STACK = 512 * 1024;

  /// Belongs to [#identity()].
  private static final String SETTINGS =
      "epochs, stack " + GUEST_STACK + ", no threads, no gc, no exceptions, no 64-bit memory";

  private final Path file;
  private final boolean fuel;
  private @Nullable LoadedEngine loaded;

  /// @param file wasmtime's shared library; if it cannot be used, every method that needs it throws
  ///   an [IllegalStateException]
  /// @param fuel whether guests' fuel is counted
  public Wasmtime(Path file, boolean fuel) {
    this.file = file;
    this.fuel = fuel;
  }

  private synchronized LoadedEngine loaded() {
    LoadedEngine engine = loaded;
    if (engine == null) {
      engine = new LoadedEngine(file, fuel);
      loaded = engine;
    }
    return engine;
  }

  @Override
  public String identity() {
    return "wasmtime "
        + VERSION
        + ", "
        + SETTINGS
        + (fuel ? ", fuel, " : ", ")
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }

  @Override
  public byte[] shimSource() {
    return Shims.source();
  }

  @Override
  public byte[] compileShims() throws ModuleException {
    return loaded().compileShims();
  }

  @Override
  public void loadShims(Path code) throws IOException, ModuleException {
    loaded().loadShims(code);
  }

  @Override
  public byte[] compile(byte[] binary) throws ModuleException {
    return loaded().compile(binary);
  }

  @Override
  public Program load(Path code) throws ModuleException {
    return loaded().load(code);
  }

  /// The binary form of a module in WebAssembly's text format.
  ///
  /// @throws ModuleException if it is not well-formed
  public byte[] binary(String text) throws ModuleException {
    return loaded().binary(text);
  }
}
