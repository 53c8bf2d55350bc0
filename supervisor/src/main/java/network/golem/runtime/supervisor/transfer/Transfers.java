package network.golem.runtime.supervisor.transfer;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.supervisor.transfer.TransferSource.Head;
import org.jspecify.annotations.Nullable;

/// Transfers one file at a time, and tries again after network failures that may pass.
///
/// If the destination already exists, the rest is appended if the server supports ranges; otherwise
/// the file is replaced.
final class Transfers {
  /// The delays of a node's supervisor.
  public static final List<Duration> DELAYS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(4));

  private final boolean localFiles;
  private final List<Duration> delays;
  private final Observer observer;

  /// Receives the progress of a transfer, on the thread that transfers.
  public interface Observer {
    /// @param done bytes
    /// @param total if it is known
    void moved(long done, OptionalLong total);

    /// The transfer continues, but not as one might expect.
    void warn(String sentence);

    /// A node treats the transfer as a success, but it is not one.
    void falseSuccess(String sentence);
  }

  /// @param localFiles whether `file:` is accepted, which a node refuses
  /// @param delays how long to wait before each further attempt
  public Transfers(boolean localFiles, List<Duration> delays, Observer observer) {
    this.localFiles = localFiles;
    this.delays = List.copyOf(delays);
    this.observer = observer;
  }

  Observer observer() {
    return observer;
  }

  /// Moves a file from one place to another. Usually one of them is in a volume.
  public void move(String from, String to, VolumeTable volumes)
      throws TransferException, InterruptedException {
    Location origin = Location.parse(from);
    Location target = Location.parse(to);
    if (target.hash().isPresent()) {
      throw new TransferException(
          "Invalid url: " + to, "a hash belongs to the source, not to the destination");
    }
    TransferSource source = source(origin, volumes);
    TransferDestination destination =
        target.isWeb()
            ? new HttpDestination(target.url())
            : new FileDestination(
                target.isContainer() ? volumes.resolve(target.containerPath()) : local(target));
    move(source, destination, origin.hash().orElse(null));
  }

  private TransferSource source(Location origin, VolumeTable volumes) throws TransferException {
    if (origin.isWeb()) {
      return new HttpSource(origin.url());
    }
    if (origin.isContainer()) {
      return new FileSource(() -> volumes.resolve(origin.containerPath()));
    }
    Path file = local(origin);
    return new FileSource(() -> file);
  }

  /// Downloads a file to this machine.
  void fetch(Location from, Path file) throws TransferException, InterruptedException {
    Path local = from.isWeb() ? file : local(from);
    move(
        from.isWeb() ? new HttpSource(from.url()) : new FileSource(() -> local),
        new FileDestination(file),
        from.hash().orElse(null));
  }

  private Path local(Location location) throws TransferException {
    String scheme = location.url().scheme();
    if (!scheme.equals("file") || !localFiles) {
      throw new TransferException(
          "Unsupported scheme: " + scheme,
          switch (scheme) {
            case "file" -> "a node refuses local files; on the desk, --local-files allows them";
            case "gftp" ->
                "a node transfers it over its own network, which the desk does not have; serve the"
                    + " file by http";
            default -> "a transfer must be between container: and http: or https:";
          });
    }
    String path = Url.percentDecoded(location.url().path());
    if (path.indexOf('\0') >= 0 || !location.url().host().isEmpty()) {
      throw new TransferException(
          "Invalid url: " + location.text(), "a local file must be file:/path");
    }
    return Path.of(path);
  }

  private void move(
      TransferSource source, TransferDestination destination, @Nullable ContentDigest digest)
      throws TransferException, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        attempt(source, destination, digest, i == 0);
        return;
      } catch (TransferException e) {
        if (!e.isPassing() || i == delays.size()) {
          throw i == 0 ? e : e.after(i + 1);
        }
        observer.warn(
            "the transfer was interrupted ("
                + e.sentence()
                + "); trying again in "
                + delays.get(i).toMillis() / 1000.0
                + " s, as on a node");
        TimeUnit.NANOSECONDS.sleep(delays.get(i).toNanos());
      }
    }
  }

  private void attempt(
      TransferSource source,
      TransferDestination destination,
      @Nullable ContentDigest digest,
      boolean first)
      throws TransferException, InterruptedException {
    Head head = source.head();
    if (digest != null) {
      var _ = digest.start(); // fails before anything is written
    }
    long present = head.ranges() ? destination.present() : -1;
    Optional<String> flaw;
    if (present >= 0 && head.length().isPresent() && present >= head.length().getAsLong()) {
      flaw = kept(destination, present, head.length().getAsLong(), digest);
    } else {
      long offset = Math.max(0, present);
      if (offset > 0 && first && digest == null) {
        observer.warn(
            named(destination)
                + " already has "
                + offset
                + " bytes, to which the rest is appended: the server supports ranges, and a node"
                + " assumes that they are the beginning of the same file");
      }
      flaw = write(source, head, destination, offset, digest);
    }
    if (digest != null && destination instanceof FileDestination(Path file)) {
      digest.check(file);
    } else if (digest == null) {
      flaw.ifPresent(observer::falseSuccess);
    }
  }

  private static String named(TransferDestination destination) {
    return destination instanceof FileDestination(Path file)
        ? String.valueOf(file.getFileName())
        : "the destination";
  }

  /// The server supports ranges, and has nothing after what the file already contains.
  private Optional<String> kept(
      TransferDestination destination, long present, long total, @Nullable ContentDigest digest) {
    String kept =
        named(destination)
            + " already has "
            + present
            + " bytes, and nothing was transferred: the server supports ranges, and has "
            + total;
    if (present > total) {
      return Optional.of(kept);
    }
    if (digest == null) {
      observer.warn(kept + "; a node does not check whether they are the same");
    }
    return Optional.empty();
  }

  private Optional<String> write(
      TransferSource source,
      Head head,
      TransferDestination destination,
      long offset,
      @Nullable ContentDigest digest)
      throws TransferException, InterruptedException {
    MessageDigest found =
        digest == null || destination instanceof FileDestination ? null : digest.start();
    MeteredContent.Meter meter = new MeteredContent.Meter(observer, offset, head.length(), found);
    Optional<String> flaw =
        destination.write(() -> meter.of(source.open(head, offset)), offset > 0);
    meter.end();
    if (digest != null && found != null) {
      digest.check(found);
    }
    return flaw.or(meter::flaw)
        .or(() ->
            head.sure() && meter.done() < head.length().orElse(0)
                ? Optional.of(
                    named(destination)
                        + " has "
                        + meter.done()
                        + " bytes now, and the source had "
                        + head.length().getAsLong())
                : Optional.empty());
  }
}
