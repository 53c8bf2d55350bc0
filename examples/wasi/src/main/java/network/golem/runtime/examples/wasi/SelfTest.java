package network.golem.runtime.examples.wasi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import network.golem.runtime.examples.wasi.engine.Engine;
import network.golem.runtime.examples.wasi.engine.Guest.Ending;
import network.golem.runtime.examples.wasi.engine.GuestSpec;
import network.golem.runtime.examples.wasi.engine.Limits;
import network.golem.runtime.examples.wasi.engine.ModuleException;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;

/// Reads a manifest, and compiles and runs a module that prints a word: whether the engine and the
/// cache work here.
final class SelfTest {
  private static final String WORD = "works";

  /// A module that writes the word to standard output, in binary form: a type for `fd_write`, a
  /// type for `_start`, the import, one function, a memory of one page, two exports, and as data
  /// the vector (8, 5) and the word.
  private static final byte[] MODULE =
      HexFormat.of()
          .parseHex(
              "0061736d01000000"
                  + "010c0260047f7f7f7f017f600000"
                  + "0223"
                  + "0116776173695f736e617073686f745f707265766965773108"
                  + "66645f77726974650000"
                  + "03020101"
                  + "0503010001"
                  + "071302066d656d6f72790200065f73746172740001"
                  + "0a0f010d0041014100410141101000"
                  + "1a0b"
                  + "0b13010041000b0d0800000005000000"
                  + HexFormat.of().formatHex(WORD.getBytes(StandardCharsets.US_ASCII)));

  private static final String MANIFEST =
      """
      {"id": "test", "name": "test", "entry-points": [{"id": "test", "wasm-path": "test.wasm"}]}
      """;

  private SelfTest() {}

  /// @throws RuntimeFailure if it does not work
  static void run(Engine engine, CodeCache cache)
      throws IOException, InterruptedException, RuntimeFailure {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GuestSpec spec =
        new GuestSpec(
            List.of("test"),
            List.of(),
            new Limits(WasiOptions.MEBIBYTE, WasiOptions.MEBIBYTE, Duration.ofSeconds(10)),
            InputStream.nullInputStream(),
            out,
            OutputStream.nullOutputStream());
    try {
      Manifest manifest = Manifest.of(MANIFEST.getBytes(StandardCharsets.UTF_8));
      if (manifest.entryPoints().size() != 1) {
        throw new RuntimeFailure(Code.INTERNAL, "a manifest is read wrongly here: " + manifest);
      }
      cache.loadShims(cache.shims());
      Ending ending = cache.program(MODULE).start(spec).await();
      if (!ending.equals(new Ending.Exited(0))
          || !out.toString(StandardCharsets.US_ASCII).equals(WORD)) {
        throw new RuntimeFailure(
            Code.INTERNAL, "a module that prints a word fails here: " + ending + " " + out);
      }
    } catch (PackageException e) {
      throw new RuntimeFailure(Code.INTERNAL, String.valueOf(e.getMessage()));
    } catch (ModuleException e) {
      throw new RuntimeFailure(
          Code.INTERNAL, engine.identity() + " refuses a simple module: " + e.getMessage());
    }
  }
}
