package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Archives of each compression.
class ArchiveTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.123456789Z");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void unpacksToTheSameFiles(Compression compression) throws Exception {
    requireProgram(compression);
    Path packed = directory.resolve("content");
    Path file = Files.createDirectories(packed.resolve("a")).resolve("file");
    Files.writeString(file, "x".repeat(100_000));
    Files.setLastModifiedTime(file, FileTime.from(TIME));
    Files.createSymbolicLink(packed.resolve("link"), Path.of("a/file"));
    Path archive = directory.resolve("archive" + compression.suffix());

    pack(packed, archive, compression);

    Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
    Process tar =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", unpacked.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    assertThat(unpacked.resolve("a/file")).hasSameBinaryContentAs(file);
    assertThat(Files.getLastModifiedTime(unpacked.resolve("a/file")).toInstant()).isEqualTo(TIME);
    assertThat(Files.readSymbolicLink(unpacked.resolve("link"))).isEqualTo(Path.of("a/file"));
    assertThat(Files.size(archive)).isLessThan(10_000);
  }

  @ParameterizedTest
  @EnumSource
  void sameContentGivesTheSameBytes(Compression compression) throws Exception {
    requireProgram(compression);
    Path packed = Files.createDirectory(directory.resolve("content"));
    Files.writeString(packed.resolve("file"), "content");
    Path first = directory.resolve("first" + compression.suffix());
    Path second = directory.resolve("second" + compression.suffix());

    pack(packed, first, compression);
    pack(packed, second, compression);

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void unknownCompressionIsRefused() {
    assertThatThrownBy(() -> Compression.of("rar"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--compression must be gzip, xz or zstd, not 'rar'");
  }

  private static void pack(Path content, Path file, Compression compression) throws Exception {
    try (Archive archive = Archive.of(file, compression)) {
      archive.pack(content);
      archive.publish();
    }
  }

  private static void requireProgram(Compression compression) throws InterruptedException {
    try {
      compression.check();
    } catch (PackagingException e) {
      System.err.println("SKIPPED: archives of " + compression + ": " + e.sentence());
      abort(e.sentence());
    }
  }
}
