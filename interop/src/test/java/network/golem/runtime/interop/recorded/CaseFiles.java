package network.golem.runtime.interop.recorded;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The files in volumes and cache after a play.
final class CaseFiles {
  private static final int MOST_TEXT = 200;

  private CaseFiles() {}

  /// By path: the text; for long or binary files, size and SHA-256; for links, the target.
  static ObjectNode of(Path workdir, Path cache) throws Exception {
    ObjectNode files = RecordedCase.MAPPER.createObjectNode();
    try (Stream<Path> volumes = Files.list(workdir)) {
      for (Path volume : volumes.sorted().toList()) {
        if (volume.getFileName().toString().startsWith("vol-")) {
          add(files, volume);
        }
      }
    }
    add(files, cache);
    return files;
  }

  private static void add(ObjectNode files, Path directory) throws Exception {
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path file : below.sorted().toList()) {
        if (Files.isSymbolicLink(file)) {
          files.putObject(file.toString()).put("link", Files.readSymbolicLink(file).toString());
        } else if (Files.isRegularFile(file)) {
          files.set(file.toString(), content(file));
        }
      }
    }
  }

  private static JsonNode content(Path file) throws Exception {
    long size = Files.size(file);
    if (size <= MOST_TEXT) {
      try {
        return RecordedCase.MAPPER
            .getNodeFactory()
            .stringNode(
                StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString());
      } catch (CharacterCodingException e) {
        // not a text: treated like a long file
      }
    }
    return RecordedCase.MAPPER.createObjectNode().put("bytes", size).put("sha256", sha256(file));
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
