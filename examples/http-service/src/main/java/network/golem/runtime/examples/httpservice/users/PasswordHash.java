package network.golem.runtime.examples.httpservice.users;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// How passwords are kept: with bcrypt, whose salt is part of the hash. One computation takes some
/// 65 ms, and hardly any memory.
final class PasswordHash {
  private static final int LOG_ROUNDS = 10;
  private static final BcryptFunction FUNCTION = BcryptFunction.getInstance(Bcrypt.B, LOG_ROUNDS);

  private PasswordHash() {}

  static String of(String password) {
    return FUNCTION.hash(digest(password)).getResult();
  }

  static boolean fits(String password, String hash) {
    return FUNCTION.check(digest(password), hash);
  }

  /// Only the first 72 bytes of what is hashed would matter, so it is the password's digest.
  private static String digest(String password) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
