package network.golem.runtime.testkit;

import java.io.IOException;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.ProtocolException;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.supervisor.session.RuntimeConnection;
import org.jspecify.annotations.Nullable;

/// A supervisor's end of a session that records every message. Only one thread at a time sends.
record ObservedConnection(RuntimeConnection connection, SessionHistory history)
    implements Connection<Request, RuntimeMessage> {

  @Override
  public void send(Request request) throws IOException {
    history.sending(request);
    connection.send(request);
  }

  @Override
  public @Nullable RuntimeMessage receive() throws IOException {
    try {
      RuntimeMessage message = connection.receive();
      if (message != null) {
        history.received(message);
      }
      return message;
    } catch (ProtocolException e) {
      history.failed(
          connection
              .strayText()
              .map(text -> "Invalid output: " + text)
              .orElse("The runtime sent an invalid message: " + e.getMessage()));
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
