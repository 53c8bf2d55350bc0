package network.golem.runtime.examples.httpservice.users;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The credentials that have been verified, so that each costs a password hash only once. They are
/// remembered as an HMAC under a key of this process, so neither the memory of the process nor a
/// dump of it shows a password here.
final class KnownHeaders {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private static final int MOST = 100_000;

  private record Code(long a, long b, long c, long d) {}

  private final Map<Code, User> users = new ConcurrentHashMap<>();
  private final ThreadLocal<Mac> macs;

  KnownHeaders() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
    macs = ThreadLocal.withInitial(() -> mac(secret));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  @Nullable User get(Credentials credentials) {
    return users.get(code(credentials));
  }

  void add(Credentials credentials, User user) {
    if (users.size() < MOST) {
      users.put(code(credentials), user);
    }
  }

  void forget(User user) {
    users.values().removeIf(user::equals);
  }

  /// A header can be written in many ways, which are all the same here.
  private Code code(Credentials credentials) {
    String pair = credentials.name() + ":" + credentials.password();
    ByteBuffer code = ByteBuffer.wrap(macs.get().doFinal(pair.getBytes(StandardCharsets.UTF_8)));
    return new Code(code.getLong(), code.getLong(), code.getLong(), code.getLong());
  }
}
