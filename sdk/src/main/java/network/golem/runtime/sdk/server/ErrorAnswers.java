package network.golem.runtime.sdk.server;

import java.util.Map;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.messages.Excerpt;
import network.golem.runtime.sdk.messages.Failures;

/// The error answer to a request whose execution by the author's code has failed.
final class ErrorAnswers {
  private ErrorAnswers() {}

  static Response.Error of(long requestId, Throwable failure) {
    return failure instanceof RuntimeFailure known
        ? new Response.Error(
            requestId, code(known), Failures.text(known), Excerpt.of(known.context()))
        : new Response.Error(requestId, ErrorCode.INTERNAL, Failures.text(failure), Map.of());
  }

  private static ErrorCode code(RuntimeFailure failure) {
    return switch (failure.code()) {
      case INTERNAL -> ErrorCode.INTERNAL;
      case NOT_FOUND -> ErrorCode.NOT_FOUND;
      case BAD_REQUEST -> ErrorCode.BAD_REQUEST;
    };
  }
}
