package network.golem.runtime.examples.httpservice.proxy;

import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An address cannot be listened on. Its message is one sentence for the provider.
public final class CannotListenException extends Exception {
  private static final long serialVersionUID = 1L;

  CannotListenException(InetSocketAddress address, Throwable cause) {
    super(
        "cannot listen on "
            + address.getAddress().getHostAddress()
            + ":"
            + address.getPort()
            + ": "
            + reason(cause.getMessage()),
        cause);
  }

  private static String reason(@Nullable String message) {
    String reason = message == null ? "unknown reason" : message;
    return reason.toLowerCase(Locale.ROOT).contains("already in use")
        ? "address already in use, by another activity of this service or by another program"
        : reason;
  }
}
