package network.golem.runtime.examples.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.examples.wasi.engine.Engine;
import network.golem.runtime.examples.wasi.engine.ModuleException;

/// Compiled modules, shared by the activities of this machine.
///
/// The engine executes compiled code as it is, so nobody but this user may write here, no mount
/// leads here, and code is loaded only if it is known to be what the engine has compiled: `deploy`
/// compares its digest and the directory's permissions, and later phases, which must start fast,
/// its [Stamp].
///
/// @param directory created when needed
/// @param largest what it may contain, in bytes, apart from what one activity needs
record CodeCache(Path directory, long largest, Engine engine) {
  private static final String CODE = ".cwasm";
  private static final String DIGEST = ".sha256";
  private static final String DRAFT = "draft-";

  /// A compiled module.
  ///
  /// @param key its name in the cache
  record Code(String key, Stamp stamp) {

    /// Whether it is still what was compiled.
    ///
    /// @param directory the cache's
    boolean isIn(Path directory) throws IOException {
      try {
        return Stamp.of(file(directory, key)).isSameAs(stamp);
      } catch (NoSuchFileException _) { // removed to make room
        return false;
      }
    }
  }

  /// The name of a module's code: the digest of everything that the code depends on.
  String key(byte[] module) {
    MessageDigest digest = sha256();
    digest.update(engine.identity().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return HexFormat.of().formatHex(digest.digest(module));
  }

  /// The code of a module, compiled if it is not there or not what was compiled.
  Code compiled(byte[] module) throws IOException, ModuleException {
    return compiled(key(module), () -> engine.compile(module));
  }

  /// The code of what the engine puts between each guest and WASI, likewise.
  Code shims() throws IOException, ModuleException {
    return compiled(key(engine.shimSource()), engine::compileShims);
  }

  /// Lets the engine use that. It is compiled anew if it is not there any more, or if the engine
  /// refuses it.
  ///
  /// @param code what [#shims()] has returned, in this process or another
  void loadShims(Code code) throws IOException, ModuleException {
    Code present = code.isIn(directory) ? code : shims();
    try {
      engine.loadShims(unchanged(present));
    } catch (NoSuchFileException | ModuleException _) {
      remove(present);
      engine.loadShims(unchanged(shims()));
    }
  }

  /// What the engine compiles.
  @FunctionalInterface
  private interface Compilation {
    byte[] run() throws ModuleException;
  }

  private Code compiled(String key, Compilation compilation) throws IOException, ModuleException {
    try (FileChannel _ = locked()) {
      if (isIntact(key)) {
        touch(key);
      } else {
        store(key, compilation.run());
      }
      return new Code(key, Stamp.of(file(key)));
    }
  }

  /// A module, ready to run. It is compiled anew if the engine refuses the code that is there: it
  /// may have been compiled on a machine with another processor.
  Engine.Program program(byte[] module) throws IOException, ModuleException {
    Code code = compiled(module);
    try {
      return load(code);
    } catch (ModuleException _) {
      remove(code);
      return load(compiled(module));
    }
  }

  private void remove(Code code) throws IOException {
    try (FileChannel _ = locked()) {
      boolean _ = Files.deleteIfExists(file(code.key()));
    }
  }

  /// Other processes use the directory, too. Closing the channel releases the lock.
  private FileChannel locked() throws IOException {
    checkDirectory();
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var _ = channel.lock();
      removeDrafts();
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Whoever else could write here could have code executed.
  private void checkDirectory() throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))
        .equals("rwx------")) {
      throw new IOException(
          "the directory " + directory + " must be accessible by its owner only: chmod 700");
    }
  }

  /// Those that a process has left which was killed.
  private void removeDrafts() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : files.toList()) {
        if (String.valueOf(each.getFileName()).startsWith(DRAFT)) {
          boolean _ = Files.deleteIfExists(each);
        }
      }
    }
  }

  /// Loads code that [#compiled(byte[])] has returned, in this process or another.
  ///
  /// @throws NoSuchFileException if it is not there any more, or is not the same file
  Engine.Program load(Code code) throws IOException, ModuleException {
    return engine.load(unchanged(code));
  }

  /// The file of code that is still what was compiled.
  private Path unchanged(Code code) throws IOException {
    Path file = file(code.key());
    if (!code.isIn(directory)) {
      throw new NoSuchFileException(file.toString(), null, "it is missing or has changed");
    }
    return file;
  }

  private Path file(String key) {
    return file(directory, key);
  }

  private static Path file(Path directory, String key) {
    return directory.resolve(key + CODE);
  }

  private Path digestFile(String key) {
    return directory.resolve(key + DIGEST);
  }

  private boolean isIntact(String key) throws IOException {
    try {
      byte[] code = Files.readAllBytes(file(key));
      return Files.readString(digestFile(key)).equals(digest(code));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String digest(byte[] code) {
    return HexFormat.of().formatHex(sha256().digest(code));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  /// The digest is there before the code, so that code without one is not ours.
  private void store(String key, byte[] code) throws IOException {
    makeRoom(code.length);
    place(digestFile(key), digest(code).getBytes(StandardCharsets.UTF_8));
    place(file(key), code);
  }

  private void place(Path file, byte[] content) throws IOException {
    Path draft = Files.createTempFile(directory, DRAFT, "");
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
          int _ = channel.write(rest);
        }
        channel.force(true);
      }
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("r--------"));
      var _ = Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      boolean _ = Files.deleteIfExists(draft);
    }
  }

  /// Marks code as used, at its digest: the code's own times must not change.
  private void touch(String key) throws IOException {
    var _ =
        Files.setLastModifiedTime(digestFile(key), FileTime.fromMillis(System.currentTimeMillis()));
  }

  /// Removes the code that has not been used for the longest time. Guests that run it keep it.
  private void makeRoom(long bytes) throws IOException {
    List<Path> digests = new ArrayList<>();
    long all = bytes;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : files.toList()) {
        all += Files.size(each);
        if (each.toString().endsWith(DIGEST)) {
          digests.add(each);
        }
      }
    }
    digests.sort(Comparator.comparingLong(each -> each.toFile().lastModified()));
    for (Path each : digests) {
      if (all <= largest) {
        return;
      }
      String name = String.valueOf(each.getFileName());
      Path code = file(name.substring(0, name.length() - DIGEST.length()));
      all -= Files.exists(code) ? Files.size(code) : 0;
      boolean _ = Files.deleteIfExists(code);
      boolean _ = Files.deleteIfExists(each);
    }
  }
}
