package network.golem.runtime.examples.httpservice.counting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.sqlite.JDBC;

/// The requests of an activity, in an SQLite database in its directory. What a method has written
/// survives the death of the process (but not that of the machine, with which the activity ends).
///
/// The total is kept for the whole activity. The requests of each user are kept as long as the
/// user, who does not outlive the process. Both are in one table, which usually is one page, so
/// that a transaction is one write of one page.
final class RequestStore implements AutoCloseable {
  /// Endpoints of one user that are kept apart. Clients choose paths, so they could fill the disk.
  static final int MOST_ENDPOINTS = 10_000;

  /// Transactions, of a page or so each, after which the log is copied back: 16 MiB.
  static final int LONG_LOG = 4096;

  /// In this order: no other process uses the store, and a lock that is held all the time is
  /// cheaper than one per transaction, if it is known before the log is opened. With a write-ahead
  /// log, a commit is one write to one file, which NORMAL does not force to the disk. SQLite would
  /// copy the log back by itself only if nobody does it before.
  private static final List<String> SETTINGS =
      List.of(
          "locking_mode = EXCLUSIVE",
          "journal_mode = WAL",
          "synchronous = NORMAL",
          "wal_autocheckpoint = " + 4 * LONG_LOG);

  /// Stands before all users, with the total.
  private static final EndpointKey TOTAL = new EndpointKey(0, "");

  /// Stands for all further endpoints. No path is like it.
  static final String OTHERS = "*";

  @GuardedBy("this")
  private final Connection database;

  @GuardedBy("this")
  private final PreparedStatement add;

  @GuardedBy("this")
  private final PreparedStatement insert;

  /// How many endpoints each user has had.
  @GuardedBy("this")
  private final Map<Long, Integer> endpoints = new HashMap<>();

  /// Since the log was copied back. Changed under this object's lock.
  private volatile int transactions;

  private RequestStore(Connection database) throws SQLException {
    this.database = database;
    add =
        database.prepareStatement(
            "UPDATE requests SET count = count + ? WHERE user = ? AND endpoint = ?");
    insert =
        database.prepareStatement("INSERT INTO requests (count, user, endpoint) VALUES (?, ?, ?)");
  }

  /// Opens the store of an activity. Users of an earlier process are forgotten.
  static RequestStore open(Path file) throws SQLException {
    SqliteLibrary.load(file.toAbsolutePath().resolveSibling("sqlite-library"));
    Connection database = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
    try (Statement statement = database.createStatement()) {
      for (String setting : SETTINGS) {
        boolean _ = statement.execute("PRAGMA " + setting);
      }
      statement.executeUpdate(
          """
          CREATE TABLE IF NOT EXISTS requests (
            user INTEGER NOT NULL,
            endpoint TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (user, endpoint)
          ) WITHOUT ROWID\
          """);
      statement.executeUpdate("DELETE FROM requests WHERE user <> 0");
      statement.executeUpdate("INSERT OR IGNORE INTO requests VALUES (0, '', 0)");
      database.setAutoCommit(false);
      return new RequestStore(database);
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /// Whose request it was, and for what.
  record EndpointKey(long user, String endpoint) {}

  /// Adds requests, all of them or none.
  ///
  /// @param total how many requests, also those whose user is not kept any more
  /// @param requests how many of each
  synchronized void add(long total, Map<EndpointKey, Integer> requests) throws SQLException {
    try {
      for (Map.Entry<EndpointKey, Integer> entry : requests.entrySet()) {
        addTo(entry.getKey(), entry.getValue());
      }
      int _ = execute(add, TOTAL, total);
      database.commit();
      transactions++;
    } catch (SQLException e) {
      database.rollback();
      throw e;
    }
  }

  @GuardedBy("this")
  private void addTo(EndpointKey key, int count) throws SQLException {
    if (execute(add, key, count) > 0) {
      return;
    }
    if (endpoints.merge(key.user(), 1, Integer::sum) <= MOST_ENDPOINTS) {
      int _ = execute(insert, key, count);
      return;
    }
    EndpointKey others = new EndpointKey(key.user(), OTHERS);
    if (execute(add, others, count) == 0) {
      int _ = execute(insert, others, count);
    }
  }

  private static int execute(PreparedStatement statement, EndpointKey key, long count)
      throws SQLException {
    statement.setLong(1, count);
    statement.setLong(2, key.user());
    statement.setString(3, key.endpoint());
    return statement.executeUpdate();
  }

  /// Whether [#shortenLog()] should be called.
  boolean isLogLong() {
    return transactions > LONG_LOG;
  }

  /// Copies the log back. This takes long, because it is forced to the disk.
  synchronized void shortenLog() throws SQLException {
    transactions = 0;
    database.setAutoCommit(true);
    try (Statement statement = database.createStatement()) {
      boolean _ = statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } finally {
      database.setAutoCommit(false);
    }
  }

  /// All requests of the activity so far.
  synchronized long total() throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT count FROM requests WHERE user = 0")) {
      return row.getLong(1);
    }
  }

  /// The requests of a user, by endpoint.
  synchronized Map<String, Long> endpoints(long user) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement("SELECT endpoint, count FROM requests WHERE user = ?")) {
      statement.setLong(1, user);
      Map<String, Long> counts = new TreeMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.put(rows.getString(1), rows.getLong(2));
        }
      }
      return counts;
    }
  }

  /// Forgets the requests of a user. The total stays.
  synchronized void forget(long user) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement("DELETE FROM requests WHERE user = ?")) {
      statement.setLong(1, user);
      int _ = statement.executeUpdate();
      database.commit();
      endpoints.remove(user);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    database.close();
  }
}
