package network.golem.runtime.supervisor.transfer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.TimeLimit;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.DeskThread;
import network.golem.runtime.supervisor.play.NodeWording;
import network.golem.runtime.supervisor.play.Patience;
import network.golem.runtime.supervisor.play.PlayListener;

/// Transfers files for a command: reports progress, and gives up when the time limit is exceeded.
public final class TransferStep {
  /// How often progress is reported to the user.
  private static final Duration FOR_PEOPLE = Duration.ofMillis(200);

  private final PlayOptions options;
  private final Agreement agreement;
  private final PlayListener listener;

  public TransferStep(PlayOptions options, Agreement agreement, PlayListener listener) {
    this.options = options;
    this.agreement = agreement;
    this.listener = listener;
  }

  private interface Job<T> {
    T run() throws TransferException, InterruptedException;
  }

  public void transfer(
      ExeCommand.Transfer transfer,
      VolumeTable volumes,
      CommandPosition position,
      TimeLimit limit,
      Patience patience)
      throws CommandFailure, InterruptedException {
    Telling telling = new Telling(transfer, position);
    Transfers transfers = transfers(telling);
    await(
        () -> {
          transfers.move(transfer.from(), transfer.to(), volumes);
          telling.ended();
          return true;
        },
        "the transfer has not ended",
        limit,
        patience);
  }

  /// The task package: the user's, or the one that the agreement names.
  public Optional<Path> image(
      ExeCommand.Deploy deploy, CommandPosition position, TimeLimit limit, Patience patience)
      throws CommandFailure, InterruptedException {
    if (options.files().taskPackage().isPresent() || agreement.taskPackage().isEmpty()) {
      return options.files().taskPackage();
    }
    Transfers transfers = transfers(new Telling(deploy, position));
    TaskPackages cache = new TaskPackages(options.files().cache());
    return Optional.of(
        await(
            () -> cache.fetch(agreement.taskPackage().get(), transfers),
            "the task package has not been fetched",
            limit,
            patience));
  }

  private Transfers transfers(Telling telling) {
    return new Transfers(options.files().localFiles(), options.pace().retries(), telling);
  }

  private static <T> T await(Job<T> job, String what, TimeLimit limit, Patience patience)
      throws CommandFailure, InterruptedException {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("transfer")
            .start(() -> {
              try {
                done.complete(job.run());
              } catch (Throwable e) { // passed to the thread that waits
                done.completeExceptionally(e);
              }
            });
    try {
      patience.await(limit, what, done);
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransferException failure) {
        throw new CommandFailure(
            -1, NodeWording.transfer(failure.sentence()), failure.explanation());
      }
      throw new CommandFailure(-1, DeskThread.reason(Objects.requireNonNullElse(e.getCause(), e)));
    } finally {
      thread.interrupt();
    }
  }

  /// Reports what happens: progress to the user often, and to the requestor as the script says.
  private final class Telling implements Transfers.Observer {
    private final CommandPosition position;
    private final Optional<Duration> interval;
    private final long began = System.nanoTime();
    private long toldPeople =
        began - FOR_PEOPLE.toNanos(); // a transfer that stalls shows how far it got
    private long toldRequestor = began;
    private long lastTold;
    private long last;
    private OptionalLong lastTotal = OptionalLong.empty();

    Telling(ExeCommand command, CommandPosition position) {
      this.position = position;
      this.interval = command.progress();
    }

    @Override
    public void moved(long done, OptionalLong total) {
      last = done;
      lastTotal = total;
      if (done == lastTold) {
        return;
      }
      long now = System.nanoTime();
      boolean asked = interval.filter(each -> isTime(now, each.toNanos())).isPresent();
      if (asked || now - toldPeople >= FOR_PEOPLE.toNanos()) {
        toldPeople = now;
        lastTold = asked ? done : lastTold;
        listener.on(new PlayEvent.Progress(position, done, total, asked));
      }
    }

    /// The transfer is complete: the answer may have taken long enough for one more report.
    void ended() {
      moved(last, lastTotal);
    }

    /// Counts whole intervals from the beginning, so that reports that arrive at this pace are all
    /// passed on.
    private boolean isTime(long now, long interval) {
      if (now - toldRequestor < interval) {
        return false;
      }
      toldRequestor = interval == 0 ? now : now - (now - began) % interval;
      return true;
    }

    @Override
    public void warn(String sentence) {
      listener.warn(sentence);
    }

    @Override
    public void falseSuccess(String sentence) {
      listener.on(new PlayEvent.FalseSuccess(position, sentence));
    }
  }
}
