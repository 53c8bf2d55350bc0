package network.golem.runtime.testkit;

import java.time.Duration;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.RuntimeMessage;

/// Something that happened in a session. `toString()` is a line for people.
public sealed interface SessionEvent {

  /// The time since the start of the runtime.
  Duration at();

  /// A request was sent.
  record Sent(Duration at, Request request) implements SessionEvent {
    @Override
    public String toString() {
      return Transcript.line(this);
    }
  }

  /// The runtime sent a message.
  record Received(Duration at, RuntimeMessage message) implements SessionEvent {
    @Override
    public String toString() {
      return Transcript.line(this);
    }
  }

  /// The runtime wrote to its standard error, for the operator and not for the requestor.
  record Logged(Duration at, String text) implements SessionEvent {
    @Override
    public String toString() {
      return Transcript.line(this);
    }
  }

  /// The runtime's input was closed.
  record InputClosed(Duration at) implements SessionEvent {
    @Override
    public String toString() {
      return Transcript.line(this);
    }
  }

  /// The runtime ended.
  record Ended(Duration at, int exitCode) implements SessionEvent {
    @Override
    public String toString() {
      return Transcript.line(this);
    }
  }
}
