package network.golem.runtime.examples.httpservice.service;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses to listen on: `IP:port` or `[IP]:port`. Names are not looked up, because the answer
/// may differ from one start to the next.
final class Addresses {
  private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]+)\\]|([0-9.]+)):([0-9]{1,5})");
  private static final int SIX = 1;
  private static final int FOUR = 2;
  private static final int PORT = 3;
  private static final int MOST_PORTS = 65_535;

  private Addresses() {}

  static Optional<InetSocketAddress> parse(String written) {
    Matcher form = FORM.matcher(written);
    if (!form.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(form.group(PORT));
    if (port > MOST_PORTS) {
      return Optional.empty();
    }
    String address = form.group(SIX) == null ? form.group(FOUR) : form.group(SIX);
    try {
      return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // not the literal form of an address
    }
  }
}
