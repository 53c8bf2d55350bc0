package network.golem.runtime.examples.httpservice.users;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.Base64;

/// How passwords are kept: argon2id with 19 MiB and two passes, the least that OWASP recommends.
/// One computation takes some 35 ms.
final class PasswordHash {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Argon2Function FUNCTION =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, BYTES, Argon2.ID);

  private PasswordHash() {}

  static String of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return FUNCTION
        .hash(password, Base64.getEncoder().withoutPadding().encodeToString(salt))
        .getResult();
  }

  static boolean fits(String password, String hash) {
    return FUNCTION.check(password, hash);
  }
}
