package network.golem.runtime.supervisor.session;

import network.golem.runtime.protocol.Response;

/// The runtime answered a request with an error.
public final class RuntimeRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Response.Error answer;

  RuntimeRefusal(Response.Error answer) {
    super(answer.message());
    this.answer = answer;
  }

  /// The answer, with code and context.
  public Response.Error answer() {
    return answer;
  }
}
