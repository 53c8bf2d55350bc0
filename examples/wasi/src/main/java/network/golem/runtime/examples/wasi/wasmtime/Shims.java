package network.golem.runtime.examples.wasi.wasmtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.examples.wasi.engine.ModuleException;

/// The two small modules between a guest and WASI; see [Interposition].
///
/// @param front a `wasmtime_module_t`
/// @param back likewise
record Shims(long front, long back) {
  private static final String FRONT = "front.wat";
  private static final String BACK = "back.wat";

  /// Both, in text format.
  static byte[] source() {
    return (text(FRONT) + text(BACK)).getBytes(StandardCharsets.UTF_8);
  }

  static Shims compile(Modules modules) throws ModuleException {
    return new Shims(
        modules.compile(modules.binary(text(FRONT))), modules.compile(modules.binary(text(BACK))));
  }

  /// Code for [#load(Modules, Path)]: the size of the first module's code, then both.
  byte[] serialized(Modules modules) throws ModuleException {
    byte[] first = modules.serialize(front);
    byte[] second = modules.serialize(back);
    return ByteBuffer.allocate(Integer.BYTES + first.length + second.length)
        .putInt(first.length)
        .put(first)
        .put(second)
        .array();
  }

  static Shims load(Modules modules, Path code) throws IOException, ModuleException {
    ByteBuffer both = ByteBuffer.wrap(Files.readAllBytes(code));
    byte[] first = new byte[both.getInt()];
    both.get(first);
    byte[] second = new byte[both.remaining()];
    both.get(second);
    return new Shims(modules.load(first), modules.load(second));
  }

  private static String text(String resource) {
    try (InputStream in = Shims.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
