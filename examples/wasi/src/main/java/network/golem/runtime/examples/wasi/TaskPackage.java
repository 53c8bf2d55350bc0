package network.golem.runtime.examples.wasi;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A requestor's package: a zip archive with a manifest and modules. It is read where it is;
/// nothing is unpacked to the disk.
final class TaskPackage implements Closeable {
  private static final byte[] MAGIC = {0, 'a', 's', 'm'};
  private static final byte[] CORE_VERSION = {1, 0, 0, 0};
  private static final long LARGEST_MANIFEST = 1024 * 1024;

  /// What compresses better than this is made to fill a disk or a memory. Deflate reaches 1032;
  /// real modules reach ten, and one with large empty tables some dozens.
  private static final long HIGHEST_RATIO = 250;

  /// Below this size, no ratio does harm.
  private static final long HARMLESS = 4 * 1024 * 1024;

  private final ZipFile zip;
  private final Manifest manifest;

  private TaskPackage(ZipFile zip, Manifest manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  /// Opens a package, and checks everything but the modules' content.
  ///
  /// @param largest the most that all of it may have unpacked, in bytes
  static TaskPackage open(Path file, long largest) throws IOException, PackageException {
    if (!Files.isRegularFile(file)) {
      throw new PackageException("the package " + file.getFileName() + " does not exist");
    }
    ZipFile zip = zip(file);
    try {
      check(zip, largest);
      ZipEntry entry = zip.getEntry(Manifest.FILE);
      if (entry == null) {
        throw new PackageException("the package has no " + Manifest.FILE);
      }
      Manifest manifest = Manifest.of(content(zip, entry, LARGEST_MANIFEST));
      for (Manifest.EntryPoint each : manifest.entryPoints()) {
        var _ = entry(zip, each);
      }
      return new TaskPackage(zip, manifest);
    } catch (IOException | PackageException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static ZipFile zip(Path file) throws IOException, PackageException {
    try {
      return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      throw new PackageException(
          "the package " + file.getFileName() + " is not a zip archive: " + e.getMessage());
    }
  }

  private static void check(ZipFile zip, long largest) throws PackageException {
    Set<String> names = new HashSet<>();
    long all = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!names.add(name)) {
        throw new PackageException("the package has two files " + name);
      }
      if (leavesThePackage(name)) {
        throw new PackageException("the path " + name + " leads out of the package");
      }
      long size = Math.max(0, entry.getSize());
      if (size > HARMLESS && size / HIGHEST_RATIO > entry.getCompressedSize()) {
        throw new PackageException(
            name
                + " is compressed to less than 1/"
                + HIGHEST_RATIO
                + " of its size, as in a zip bomb");
      }
      all += size;
      if (all > largest) {
        throw new PackageException(
            "unpacked, the package is larger than the limit of "
                + largest / WasiOptions.MEBIBYTE
                + " MiB");
      }
    }
  }

  private static boolean leavesThePackage(String name) {
    return name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf('\0') >= 0
        || List.of(name.split("/")).contains("..");
  }

  Manifest manifest() {
    return manifest;
  }

  private static ZipEntry entry(ZipFile zip, Manifest.EntryPoint of) throws PackageException {
    ZipEntry module = zip.getEntry(of.path());
    if (module == null || module.isDirectory()) {
      throw new PackageException(
          "the package has no file " + of.path() + ", the entry point '" + of.id() + "'");
    }
    return module;
  }

  /// The module of an entry point, which may be that of an earlier package.
  byte[] module(Manifest.EntryPoint of) throws IOException, PackageException {
    ZipEntry entry = entry(zip, of);
    byte[] module = content(zip, entry, Math.max(0, entry.getSize()));
    int version = MAGIC.length + CORE_VERSION.length;
    if (module.length < version || !Arrays.equals(module, 0, 4, MAGIC, 0, 4)) {
      throw new PackageException(of.path() + " is not WebAssembly");
    }
    if (!Arrays.equals(module, 4, version, CORE_VERSION, 0, CORE_VERSION.length)) {
      throw new PackageException(
          of.path()
              + " is not a WebAssembly module of version 1 (a component cannot be run; build it for"
              + " wasm32-wasip1)");
    }
    return module;
  }

  /// The size that an archive states may be wrong.
  private static byte[] content(ZipFile zip, ZipEntry entry, long most)
      throws IOException, PackageException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
      if (content.length > most) {
        throw new PackageException(
            entry.getName() + " is larger than the package states or allowed");
      }
      return content;
    } catch (ZipException | EOFException e) {
      throw new PackageException(entry.getName() + " in the package is damaged: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
