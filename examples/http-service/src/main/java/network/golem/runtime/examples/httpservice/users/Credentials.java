package network.golem.runtime.examples.httpservice.users;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What a client sends in the header `Authorization`, by the scheme Basic.
record Credentials(String name, String password) {
  private static final String SCHEME = "Basic ";

  /// The header of a user, as clients usually write it.
  static String header(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return SCHEME + Base64.getEncoder().encodeToString(pair);
  }

  /// Reads a header; empty if it is of another scheme, or malformed.
  static Optional<Credentials> parse(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    byte[] pair;
    try {
      pair = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // not Base64
    }
    String text = new String(pair, StandardCharsets.UTF_8);
    int colon = text.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return name; // the password belongs into no log
  }
}
