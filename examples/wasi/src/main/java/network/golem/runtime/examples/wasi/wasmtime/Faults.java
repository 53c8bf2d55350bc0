package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import network.golem.runtime.examples.wasi.engine.Guest.Ending;

/// Reads wasmtime's errors and traps, and releases them.
final class Faults {
  private static final String BACKTRACE = "wasm backtrace:";
  private static final String CAUSE = "Caused by:";

  private final Library library;
  private final long errorMessage;
  private final long exitStatus;
  private final long trapMessage;
  private final long vectorDelete;

  Faults(Library library) {
    this.library = library;
    errorMessage = library.function("wasmtime_error_message");
    exitStatus = library.function("wasmtime_error_exit_status");
    trapMessage = library.function("wasm_trap_message");
    vectorDelete = library.function("wasm_byte_vec_delete");
  }

  /// The message of an error in one line. The error is released.
  String sentence(long error) {
    return error(error).replace("Caused by:", "").replaceAll("\\s+", " ");
  }

  /// The message of an error, which is released.
  String error(long error) {
    try {
      return message(errorMessage, error);
    } finally {
      long _ = call(library.errorDelete, error);
    }
  }

  /// How a guest ended by an error, which is released.
  Ending endingByError(long error) {
    OptionalInt code = exitStatus(error);
    String message = error(error);
    return code.isPresent() ? new Ending.Exited(code.getAsInt()) : trapped(message);
  }

  /// How a guest ended by a trap, which is released.
  Ending endingByTrap(long trap) {
    try {
      return trapped(message(trapMessage, trap));
    } finally {
      long _ = call(library.trapDelete, trap);
    }
  }

  private OptionalInt exitStatus(long error) {
    try (NativeArena arena = new NativeArena()) {
      NativeMemory status = NativeMemory.allocate(arena, Integer.BYTES);
      boolean exited = (call(exitStatus, error, status.address()) & 1) != 0;
      return exited ? OptionalInt.of(status.buffer().getInt(0)) : OptionalInt.empty();
    }
  }

  private String message(long function, long of) {
    try (NativeArena arena = new NativeArena()) {
      NativeMemory vector = NativeMemory.allocate(arena, 2L * NativeMemory.POINTER);
      long _ = call(function, of, vector.address());
      String message = NativeMemory.name(vector.address());
      long _ = call(vectorDelete, vector.address());
      return message.replace("\0", "").strip();
    }
  }

  /// wasmtime's message is a summary, then the backtrace, then the causes, the last of which is the
  /// reason.
  private static Ending.Trapped trapped(String message) {
    List<String> trace = new ArrayList<>();
    String reason = "";
    boolean inTrace = false;
    for (String line : message.lines().map(String::strip).toList()) {
      if (line.endsWith(BACKTRACE)) {
        inTrace = true;
        reason = reason.isEmpty() ? line.substring(0, line.length() - BACKTRACE.length()) : reason;
      } else if (line.equals(CAUSE)) {
        inTrace = false;
      } else if (inTrace && !line.isEmpty()) {
        trace.add(line);
      } else if (!line.isEmpty()) {
        reason = line.replaceFirst("^\\d+: ", "");
      }
    }
    return new Ending.Trapped(reason.strip(), trace);
  }
}
