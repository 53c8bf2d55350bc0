package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryConnectionTest {
  private final Connection.InMemory session = Connection.inMemory();
  private final Connection<Request, RuntimeMessage> supervisor = session.supervisor();
  private final Connection<RuntimeMessage, Request> runtime = session.runtime();

  @Test
  void eachEndReceivesWhatTheOtherSends() throws Exception {
    supervisor.send(new Request.Hello(2, "0.1.0"));
    supervisor.send(new Request.Shutdown(3));
    runtime.send(new Response.Hello(2, "1.2.3"));

    assertThat(runtime.receive()).isEqualTo(new Request.Hello(2, "0.1.0"));
    assertThat(runtime.receive()).isEqualTo(new Request.Shutdown(3));
    assertThat(supervisor.receive()).isEqualTo(new Response.Hello(2, "1.2.3"));
  }

  @Test
  void otherEndReadsWhatWasSentAndThenTheEnd() throws Exception {
    supervisor.send(new Request.Shutdown(2));
    supervisor.close();

    assertThat(runtime.receive()).isEqualTo(new Request.Shutdown(2));
    assertThat(runtime.receive()).isNull();
    assertThat(runtime.receive()).isNull();
  }

  @Test
  void nothingCanBeSentOnceOneEndIsClosed() throws Exception {
    supervisor.close();
    supervisor.close();

    assertThatThrownBy(() -> supervisor.send(new Request.Shutdown(2)))
        .isInstanceOf(IOException.class)
        .hasMessage("the session is closed, nothing can be sent");
    assertThatThrownBy(() -> runtime.send(new Response.Shutdown(2)))
        .isInstanceOf(IOException.class)
        .hasMessage("the session is closed, nothing can be sent");
  }

  @Test
  void waitingThreadWakesWhenEitherEndIsClosed() throws Exception {
    Future<RuntimeMessage> received = Background.start(supervisor::receive);
    Future<Request> requested = Background.start(runtime::receive);

    supervisor.close();

    assertThat(received.get()).isNull();
    assertThat(requested.get()).isNull();
  }

  @Test
  void waitingThreadReceivesTheNextMessage() throws Exception {
    Future<RuntimeMessage> received = Background.start(supervisor::receive);

    runtime.send(new Response.Shutdown(2));

    assertThat(received.get()).isEqualTo(new Response.Shutdown(2));
  }

  @Test
  void waitingCanBeInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(supervisor::receive)
        .isInstanceOf(IOException.class)
        .hasMessage("interrupted while waiting for a message");
    assertThat(Thread.interrupted()).isTrue();
  }
}
