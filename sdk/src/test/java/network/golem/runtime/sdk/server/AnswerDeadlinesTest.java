package network.golem.runtime.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A run is answered after a quarter of a second, whatever its command does.
@Timeout(30)
class AnswerDeadlinesTest {
  private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final TestSession session = new TestSession((_, _) -> 0);
  private final LinkedBlockingQueue<RunningCommand> due = new LinkedBlockingQueue<>();
  private final AnswerDeadlines deadlines = new AnswerDeadlines(session.clock, due::add);

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void deadlinesExpireInTheOrderOfTheRuns() throws InterruptedException {
    RunningCommand first = session.command(1);
    RunningCommand second = session.command(2);
    long begin = System.nanoTime();
    deadlines.add(first);
    deadlines.add(second);
    assertThat(due.take()).isSameAs(first);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(ANSWER_NANOS);
    assertThat(due.take()).isSameAs(second);
  }

  @Test
  void answeredRunHasNoDeadline() throws InterruptedException {
    RunningCommand answered = session.command(1);
    RunningCommand unanswered = session.command(2);
    RunningCommand ended = session.command(3);
    RunningCommand last = session.command(4);
    deadlines.add(answered);
    deadlines.add(unanswered);
    deadlines.add(ended);
    deadlines.add(last);
    answered.acceptNow();
    ended.execute();
    assertThat(due.take()).isSameAs(unanswered);
    assertThat(due.take()).isSameAs(last);
    assertThat(due).isEmpty();
  }
}
