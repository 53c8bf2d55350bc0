package network.golem.runtime.examples.httpservice.users;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The users of an activity. Kept in memory only, so they go with the process. Every method may be
/// called from any thread.
public final class Users implements AutoCloseable {
  /// Verifications that wait; each takes 65 ms, so the last of them waits for two seconds.
  private static final int QUEUE = 32;

  private static final long IDLE_SECONDS = 10;

  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final KnownHeaders known = new KnownHeaders();
  private final ThreadPoolExecutor verifiers;

  /// Something to verify against if there is no such user, so that this takes as long.
  @GuardedBy("this")
  private @Nullable String decoy;

  /// What is known of a request's credentials.
  public sealed interface Verdict {
    /// A user's.
    record Accepted(User user) implements Verdict {}

    /// Nobody's.
    record Refused() implements Verdict {}

    /// Not verified: too many others are being verified.
    record Busy() implements Verdict {}
  }

  /// @param verifiersAtOnce how many passwords are hashed at the same time
  public Users(int verifiersAtOnce) {
    verifiers =
        new ThreadPoolExecutor(
            verifiersAtOnce,
            verifiersAtOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> Thread.ofPlatform().daemon().name("verifier").unstarted(task));
    verifiers.allowCoreThreadTimeOut(true);
  }

  /// Adds a user; empty if there is one of this name.
  public Optional<User> add(String name, String password) {
    if (users.containsKey(name)) {
      return Optional.empty();
    }
    User user = new User(name, Instant.now(), PasswordHash.of(password));
    if (users.putIfAbsent(name, user) != null) {
      return Optional.empty();
    }
    return remember(new Credentials(name, password), user) ? Optional.of(user) : Optional.empty();
  }

  /// Removes a user, who is refused from now on; empty if there is none of this name.
  public Optional<User> remove(String name) {
    User user = users.remove(name);
    if (user != null) {
      known.forget(user);
    }
    return Optional.ofNullable(user);
  }

  /// The user of this name.
  public Optional<User> get(String name) {
    return Optional.ofNullable(users.get(name));
  }

  /// All users, in no order.
  public Collection<User> list() {
    return List.copyOf(users.values());
  }

  /// Verifies a header. If it has been verified before, this takes a microsecond or two; otherwise
  /// the password is hashed, on another thread.
  ///
  /// @param later is called once, on the thread that has hashed, unless the verdict is returned
  /// @return the verdict, if it is known at once
  public Optional<Verdict> verify(String header, Consumer<Verdict> later) {
    Optional<Credentials> credentials = Credentials.parse(header);
    if (credentials.isEmpty()) {
      return Optional.of(new Verdict.Refused());
    }
    User user = known.get(credentials.get());
    if (user != null) {
      return Optional.of(new Verdict.Accepted(user));
    }
    try {
      verifiers.execute(() -> later.accept(verified(credentials.get())));
      return Optional.empty();
    } catch (RejectedExecutionException _) {
      return Optional.of(new Verdict.Busy());
    }
  }

  private Verdict verified(Credentials credentials) {
    User already = known.get(credentials); // by another request that was in the queue before
    if (already != null) {
      return new Verdict.Accepted(already);
    }
    User user = users.get(credentials.name());
    boolean fits = PasswordHash.fits(credentials.password(), user == null ? decoy() : user.hash());
    if (user == null || !fits) {
      return new Verdict.Refused();
    }
    return remember(credentials, user) ? new Verdict.Accepted(user) : new Verdict.Refused();
  }

  /// @return false if the user has been removed meanwhile
  private boolean remember(Credentials credentials, User user) {
    known.add(credentials, user);
    if (users.get(user.name()) != user) {
      known.forget(user);
      return false;
    }
    return true;
  }

  private synchronized String decoy() {
    String hash = decoy;
    if (hash == null) {
      hash = PasswordHash.of("");
      decoy = hash;
    }
    return hash;
  }

  @Override
  public void close() {
    verifiers.shutdownNow();
  }
}
