package network.golem.runtime.examples.httpservice.users;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Somebody whom the requestor has given a name and a password. Two users of the same name, one
/// after the other, are two users.
public final class User {
  private static final AtomicLong LAST = new AtomicLong();

  private final long id = LAST.incrementAndGet();
  private final String name;
  private final Instant created;
  private final String hash;

  User(String name, Instant created, String hash) {
    this.name = name;
    this.created = created;
    this.hash = hash;
  }

  /// Tells apart users who have had the same name.
  public long id() {
    return id;
  }

  /// The name, as the requestor wrote it.
  public String name() {
    return name;
  }

  /// When the user was added.
  public Instant created() {
    return created;
  }

  String hash() {
    return hash;
  }
}
