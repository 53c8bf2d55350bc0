package network.golem.runtime.supervisor.transfer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One end of a transfer, as a script names it: `[hash:[//]ALG:[0x]HEX:]URL`. A path without a
/// scheme is one of the container.
///
/// @param hash what the content has to hash to
/// @param scheme in small letters
/// @param text all that is behind the hash
record Location(Optional<ContentDigest> hash, String scheme, String text) {
  static final String CONTAINER = "container";
  private static final Pattern HASH =
      Pattern.compile(
          "hash:(?://)?([^:]+):([^:]+):(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

  static Location parse(String text) throws TransferException {
    Matcher hashed = HASH.matcher(text);
    if (hashed.matches()) {
      Location plain = parse(hashed.group(3));
      return new Location(
          Optional.of(ContentDigest.of(hashed.group(1), hashed.group(2))),
          plain.scheme,
          plain.text);
    }
    Matcher schemed = SCHEME.matcher(text);
    return schemed.matches()
        ? new Location(Optional.empty(), schemed.group(1).toLowerCase(Locale.ROOT), text)
        : new Location(Optional.empty(), CONTAINER, CONTAINER + ":" + text);
  }

  boolean isContainer() {
    return scheme.equals(CONTAINER);
  }

  boolean isHttp() {
    return scheme.equals("http") || scheme.equals("https");
  }

  /// What is behind `container:`.
  String containerPath() {
    return text.substring(text.indexOf(':') + 1);
  }

  URI uri() throws TransferException {
    try {
      URI uri = new URI(text);
      if (isHttp() && uri.getHost() == null) {
        throw new TransferException("Invalid url: " + text, "it names no host");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new TransferException("Invalid url: " + text, e.getReason());
    }
  }
}
