package network.golem.runtime.examples.wasi.engine;

import java.io.IOException;
import java.nio.file.Path;

/// A WebAssembly engine. Every method may be called from any thread.
public interface Engine {

  /// Everything that compiled code depends on apart from the module: the engine, its version, its
  /// settings and the machine.
  String identity();

  /// Compiles a module. What it imports is checked here, so that no guest fails because of it.
  ///
  /// @param module its binary form
  /// @return code for [#load(Path)]
  /// @throws ModuleException if this is not a module that can run here; one sentence without the
  ///   module's name, beginning with a verb
  byte[] compile(byte[] module) throws ModuleException;

  /// The source of what the engine puts between each guest and WASI: its code depends on this and
  /// on [#identity()].
  byte[] shimSource();

  /// Compiles that.
  ///
  /// @return code for [#loadShims(Path)]
  byte[] compileShims() throws ModuleException;

  /// Spares the engine from compiling it before the first guest, which takes longer than starting a
  /// guest. **The code is executed unchecked**, as [#load(Path)] does.
  void loadShims(Path code) throws IOException, ModuleException;

  /// Loads compiled code. **The code is executed unchecked**: it must be exactly what
  /// [#compile(byte[])] returned for an engine of the same [#identity()].
  ///
  /// @throws ModuleException if the engine refuses it
  Program load(Path code) throws ModuleException;

  /// A loaded module, for any number of guests.
  interface Program {
    /// Starts a guest on a thread of its own.
    Guest start(GuestSpec spec);
  }
}
