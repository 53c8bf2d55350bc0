package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import network.golem.runtime.supervisor.transfer.Source.Head;
import org.jspecify.annotations.Nullable;

/// Moves one file at a time, and tries again where the network fails.
///
/// A file that is there already is gone on with where the server can send it from any place on, and
/// is written anew otherwise: what was moved before an interruption is not lost.
public final class Transfers {
  /// The real supervisor's.
  static final List<Duration> DELAYS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(4));

  private final boolean localFiles;
  private final List<Duration> delays;
  private final Consumer<String> warnings;
  private final Progress progress;

  /// Told how far a transfer has come.
  public interface Progress {
    /// @param total where it is known
    void moved(long done, OptionalLong total);
  }

  /// @param localFiles whether `file:` is understood, which a node refuses
  public Transfers(boolean localFiles, Consumer<String> warnings, Progress progress) {
    this(localFiles, DELAYS, warnings, progress);
  }

  /// @param delays how long to wait before each further try
  Transfers(
      boolean localFiles, List<Duration> delays, Consumer<String> warnings, Progress progress) {
    this.localFiles = localFiles;
    this.delays = List.copyOf(delays);
    this.warnings = warnings;
    this.progress = progress;
  }

  /// Moves a file from one place to another, of which one is usually in a volume.
  public void move(String from, String to, Volumes volumes)
      throws TransferException, InterruptedException {
    Location origin = Location.parse(from);
    Location target = Location.parse(to);
    if (target.hash().isPresent()) {
      throw new TransferException(
          "Invalid url: " + to, "a hash belongs to the source, not to the destination");
    }
    Source source =
        origin.isHttp() ? new HttpSource(origin.uri()) : new FileSource(file(origin, volumes));
    Destination destination =
        target.isHttp()
            ? new HttpDestination(target.uri())
            : new FileDestination(file(target, volumes));
    move(source, destination, origin.hash().orElse(null));
  }

  /// Fetches a file to a place of this machine.
  void fetch(Location from, Path file) throws TransferException, InterruptedException {
    Source source = from.isHttp() ? new HttpSource(from.uri()) : new FileSource(local(from));
    move(source, new FileDestination(file), from.hash().orElse(null));
  }

  private Path file(Location location, Volumes volumes) throws TransferException {
    return location.isContainer() ? volumes.resolve(location.containerPath()) : local(location);
  }

  private Path local(Location location) throws TransferException {
    if (location.scheme().equals("gftp")) {
      throw new TransferException(
          "Unsupported scheme: gftp",
          "a node moves it over its own network, which the desk has not; serve the file by http");
    }
    if (!location.scheme().equals("file") || !localFiles) {
      throw new TransferException(
          "Unsupported scheme: " + location.scheme(),
          location.scheme().equals("file")
              ? "a node refuses files of its own; on the desk, --local-files permits them"
              : "a transfer is between container: and http: or https:");
    }
    URI uri = location.uri();
    try {
      return uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
    } catch (IllegalArgumentException e) {
      throw new TransferException(
          "Invalid url: " + location.text(), String.valueOf(e.getMessage()));
    }
  }

  private void move(Source source, Destination destination, @Nullable ContentDigest digest)
      throws TransferException, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        attempt(source, destination, digest, i == 0);
        return;
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (e.getCause() instanceof TransferException failure) {
          throw failure; // it went round through the web client
        }
        if (i == delays.size()) {
          throw new TransferException(
              "Transfer error: " + reason(e), "tried " + (i + 1) + " times");
        }
        warnings.accept(
            "the transfer was interrupted ("
                + reason(e)
                + "); trying again in "
                + delays.get(i).toMillis() / 1000.0
                + " s, as on a node");
        TimeUnit.NANOSECONDS.sleep(delays.get(i).toNanos());
      }
    }
  }

  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        return cause.getMessage();
      }
      if (cause instanceof ConnectException) { // the web client gives no reason
        return "Connection refused";
      }
    }
    return e.getClass().getSimpleName();
  }

  private void attempt(
      Source source, Destination destination, @Nullable ContentDigest digest, boolean first)
      throws IOException, TransferException, InterruptedException {
    Head head = source.head();
    long present = head.ranges() ? destination.present() : 0;
    long total = head.length().orElse(Long.MAX_VALUE);
    boolean resume = present > 0 && present <= total;
    if (destination instanceof FileDestination(Path file)) {
      if (resume && first) {
        warnings.accept(
            "going on with "
                + file.getFileName()
                + " behind the "
                + present
                + " bytes that are there: the server can send from any place on, and a node takes"
                + " what is there for the beginning of the same file");
      }
      if (present < total || !resume) {
        write(source, head, destination, resume ? present : 0, null);
      }
      if (digest != null) {
        check(digest, file);
      }
    } else {
      write(source, head, destination, 0, digest);
    }
  }

  /// A file that is not what was asked for does not stay.
  private static void check(ContentDigest digest, Path file) throws TransferException, IOException {
    try {
      digest.check(file);
    } catch (TransferException e) {
      Files.deleteIfExists(file);
      throw new TransferException(e.sentence(), e.explanation() + "; it was removed");
    }
  }

  private void write(
      Source source,
      Head head,
      Destination destination,
      long offset,
      @Nullable ContentDigest digest)
      throws IOException, TransferException, InterruptedException {
    Optional<MessageDigest> found = Optional.ofNullable(digest).map(ContentDigest::start);
    CountedStream.Count count = new CountedStream.Count(progress, offset, head.length());
    destination.write(
        () -> {
          count.begin();
          InputStream in = new CountedStream(source.open(offset), count);
          found.ifPresent(MessageDigest::reset);
          return found.isPresent() ? new DigestInputStream(in, found.get()) : in;
        },
        offset > 0);
    count.checkComplete();
    if (digest != null && found.isPresent()) {
      digest.check(found.get());
    }
  }
}
