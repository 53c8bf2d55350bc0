package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.examples.wasi.engine.ModuleException;
import network.golem.runtime.examples.wasi.wasmtime.Wasmtime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compiled code is loaded only if it is what the engine has compiled.
@RequiresWasmtime
class CodeCacheTest {
  private static final long LARGE = 1 << 30;

  @TempDir Path temp;
  private Path directory;
  private CodeCache cache;
  private final byte[] module = Modules.named("hello");

  @BeforeEach
  void empty() throws Exception {
    directory = temp.resolve("compiled");
    cache = new CodeCache(directory, LARGE, EngineFiles.engine(false));
  }

  private Path file(CodeCache.Code code) {
    return directory.resolve(code.key() + ".cwasm");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(each -> each.toString().endsWith(".cwasm")).toList();
    }
  }

  @Test
  void compilesOnce() throws Exception {
    CodeCache.Code first = cache.compiled(module);
    assertThat(cache.compiled(module)).isEqualTo(first);
    assertThat(files()).hasSize(1);
    assertThat(cache.load(first)).isNotNull();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void damagedCodeIsCompiledAgain() throws Exception {
    CodeCache.Code code = cache.compiled(module);
    byte[] bytes = Files.readAllBytes(file(code));
    FileTime time = Files.getLastModifiedTime(file(code));
    bytes[bytes.length / 2] ^= 1;
    boolean _ = file(code).toFile().setWritable(true);
    Files.write(file(code), bytes);
    Files.setLastModifiedTime(file(code), time);
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> cache.load(code));

    CodeCache.Code again = cache.compiled(module);
    assertThat(again.stamp()).isNotEqualTo(code.stamp());
    assertThat(cache.load(again)).isNotNull();
  }

  /// As if it had been compiled for another processor.
  @Test
  void codeOfTheEnginesOwnThatItRefusesIsCompiledAgain() throws Exception {
    CodeCache.Code code = cache.shims();
    byte[] refused = {0, 0, 0, 1, 'n', 'o'};
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(refused));
    Files.delete(file(code));
    Files.delete(directory.resolve(code.key() + ".sha256"));
    Files.write(file(code), refused);
    Files.writeString(directory.resolve(code.key() + ".sha256"), digest);
    CodeCache.Code known = cache.shims();
    assertThat(Files.readAllBytes(file(known))).isEqualTo(refused);

    new CodeCache(directory, LARGE, new Wasmtime(EngineFiles.library(), false)).loadShims(known);

    assertThat(Files.size(file(known))).isGreaterThan(refused.length);
  }

  /// Another activity may have made room.
  @Test
  void codeOfTheEnginesOwnThatIsGoneIsCompiledAgain() throws Exception {
    CodeCache.Code code = cache.shims();
    Files.delete(file(code));

    new CodeCache(directory, LARGE, new Wasmtime(EngineFiles.library(), false)).loadShims(code);

    assertThat(file(code)).exists();
  }

  @Test
  void copyUnderTheSameNameIsNotLoaded() throws Exception {
    CodeCache.Code code = cache.compiled(module);
    byte[] bytes = Files.readAllBytes(file(code));
    FileTime time = Files.getLastModifiedTime(file(code));
    Files.delete(file(code));
    Files.write(file(code), bytes);
    Files.setLastModifiedTime(file(code), time);
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> cache.load(code));
  }

  @Test
  void codeOfOtherSettingsHasAnotherName() throws Exception {
    CodeCache counting = new CodeCache(directory, LARGE, EngineFiles.engine(true));
    CodeCache.Code code = cache.compiled(module);
    CodeCache.Code counted = counting.compiled(module);
    assertThat(counted.key()).isNotEqualTo(code.key());
    assertThat(counting.shims().key()).isNotEqualTo(cache.shims().key());
    assertThatExceptionOfType(ModuleException.class).isThrownBy(() -> cache.load(counted));
    assertThatExceptionOfType(ModuleException.class).isThrownBy(() -> counting.load(code));
  }

  @Test
  void sizeIsBounded() throws Exception {
    CodeCache.Code first = cache.compiled(module);
    long size = Files.size(file(first));
    CodeCache small = new CodeCache(directory, size * 5 / 2, EngineFiles.engine(false));
    CodeCache.Code second = small.compiled(Modules.of("(module (func (export \"a\")))"));
    Files.setLastModifiedTime(
        directory.resolve(first.key() + ".sha256"), FileTime.fromMillis(1_000));
    CodeCache.Code third = small.compiled(Modules.of("(module (func (export \"b\")))"));
    CodeCache.Code fourth = small.compiled(Modules.of("(module (func (export \"c\")))"));
    assertThat(files()).contains(file(fourth)).doesNotContain(file(first));
    assertThat(second.key()).isNotEqualTo(third.key());
  }

  @Test
  void directoryThatOthersCanReadIsRefused() throws Exception {
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> compile())
        .withMessageContaining("must be accessible by its owner only");
  }

  private void compile() throws IOException, ModuleException {
    var _ = cache.compiled(module);
  }
}
