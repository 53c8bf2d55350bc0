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

/// The hash that a file's content must have.
///
/// @param algorithm as the script names it
/// @param hex in lower case
record ContentDigest(String algorithm, String hex) {
  private static final int BLOCK = 64 * 1024;
  private static final String SHA3 = "sha3";
  private static final Map<Integer, String> BY_LENGTH =
      Map.of(56, "SHA3-224", 64, "SHA3-256", 96, "SHA3-384", 128, "SHA3-512");

  static ContentDigest of(String algorithm, String hex) {
    return new ContentDigest(algorithm, hex.toLowerCase(Locale.ROOT));
  }

  /// Begins to compute the hash.
  ///
  /// @throws TransferException if a node's supervisor cannot compute it
  MessageDigest start() throws TransferException {
    String known = BY_LENGTH.get(hex.length());
    if (!algorithm.equals(SHA3) || known == null) {
      throw new TransferException(
          "Unsupported digest: Unsupported digest"
              + (algorithm.equals(SHA3)
                  ? " sha3 of length " + hex.length() * 4 + ": " + hex
                  : ": " + algorithm),
          "a hash must be sha3:HEX with 56, 64, 96 or 128 digits");
    }
    try {
      return MessageDigest.getInstance(known);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + known, e);
    }
  }

  /// Fails if the file has another hash.
  void check(Path file) throws TransferException {
    MessageDigest digest = start();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[BLOCK];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    } catch (IOException e) {
      throw TransferException.file(file, e);
    }
    check(digest);
  }

  void check(MessageDigest found) throws TransferException {
    String hash = HexFormat.of().formatHex(found.digest());
    if (!hash.equals(hex)) {
      throw new TransferException(
          "Incorrect hash provided or downloaded image is corrupted: calculated hash "
              + hash
              + " differs from the expected one "
              + hex,
          "the downloaded bytes are kept, as on a node");
    }
  }
}
