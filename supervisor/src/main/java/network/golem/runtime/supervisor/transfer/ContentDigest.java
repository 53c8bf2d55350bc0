package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// What a file's content has to hash to.
///
/// @param algorithm SHA-3 of 224, 256, 384 or 512 bits, by the JDK's name
/// @param hex in small letters
record ContentDigest(String algorithm, String hex) {
  private static final int BLOCK = 64 * 1024;
  private static final Map<Integer, String> BY_LENGTH =
      Map.of(56, "SHA3-224", 64, "SHA3-256", 96, "SHA3-384", 128, "SHA3-512");

  /// @param name such as `sha3`, or `sha3-256`
  /// @param digits with or without `0x`
  static ContentDigest of(String name, String digits) throws TransferException {
    String hex = digits.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    String algorithm = BY_LENGTH.get(hex.length());
    String wanted = name.toLowerCase(Locale.ROOT).replace("-", "");
    if (algorithm == null
        || !hex.matches("[0-9a-f]+")
        || !algorithm.toLowerCase(Locale.ROOT).replace("-", "").startsWith(wanted)
        || !wanted.startsWith("sha3")) {
      throw new TransferException(
          "Invalid url: Invalid hash",
          "a hash is sha3:HEX with 56, 64, 96 or 128 digits, not " + name + ":" + digits);
    }
    return new ContentDigest(algorithm, hex);
  }

  /// Refuses a file of another content.
  void check(Path file) throws TransferException, IOException {
    MessageDigest digest = start();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[BLOCK];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    }
    check(digest);
  }

  void check(MessageDigest found) throws TransferException {
    String hash = HexFormat.of().formatHex(found.digest());
    if (!hash.equals(hex)) {
      throw new TransferException(
          "Hash mismatch: expected " + hex + ", found " + hash,
          "what was read is not what the script names by its hash");
    }
  }

  MessageDigest start() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
