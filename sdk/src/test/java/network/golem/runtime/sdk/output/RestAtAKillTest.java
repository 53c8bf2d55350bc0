package network.golem.runtime.sdk.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import network.golem.runtime.sdk.frames.SendCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Half a line that was printed before a kill is sent, even if it is on its way at this moment.
@Timeout(30)
class RestAtAKillTest {
  private final CountDownLatch isBeingSent = new CountDownLatch(1);
  private final CountDownLatch maySend = new CountDownLatch(1);
  private final StringBuilder sent = new StringBuilder();

  private final class SlowSink implements OutputSink {
    @Override
    public void write(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      check.check();
      sent.append(new String(buffer, from, length, UTF_8));
    }

    @Override
    public boolean offer(
        OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      isBeingSent.countDown();
      try {
        maySend.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      write(channel, buffer, from, length, check);
      return true;
    }

    @Override
    public void recheck() {
      // nobody waits
    }

    @Override
    public void started() {
      // not of interest
    }
  }

  @Test
  void halfALineThatIsBeingSentIsNotLost() throws Exception {
    AtomicBoolean silent = new AtomicBoolean();
    SendCheck check =
        () -> {
          if (silent.get()) {
            throw new CancellationException("the command was killed");
          }
        };
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      CommandOutput output = new CommandOutput(new SlowSink(), check, clock);
      output.stdout().print("half a line");
      isBeingSent.await();
      Thread killing =
          Thread.ofPlatform()
              .start(() -> {
                output.offerRest();
                silent.set(true);
              });
      while (killing.getState() != Thread.State.TIMED_WAITING && killing.isAlive()) {
        Thread.onSpinWait();
      }
      maySend.countDown();
      killing.join();
    }

    assertThat(sent).hasToString("half a line");
  }
}
