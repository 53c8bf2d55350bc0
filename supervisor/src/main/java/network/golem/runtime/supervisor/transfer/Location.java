package network.golem.runtime.supervisor.transfer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One end of a transfer as a script names it: `[hash:[//]ALG:[0x]HEX:]URL`. A path without a
/// scheme is a path in the container.
///
/// @param hash that the content must have
/// @param text the string in the script, for messages
record Location(Optional<ContentDigest> hash, Url url, String text) {
  private static final String CONTAINER = "container";
  private static final Pattern HASHED = Pattern.compile("hash:.*", Pattern.DOTALL);
  private static final Pattern HASH =
      Pattern.compile("hash:(?://)?([^:]+):(?:0x)?([0-9A-Fa-f]+):(.*)", Pattern.DOTALL);
  private static final Pattern SCHEMED =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

  static Location parse(String text) throws TransferException {
    if (!HASHED.matcher(text).matches()) {
      return new Location(Optional.empty(), url(text), text);
    }
    Matcher hash = HASH.matcher(text);
    if (!hash.matches() || hash.group(2).length() % 2 != 0) {
      throw new TransferException(
          "Invalid url: " + text, "a source with a hash must be hash:sha3:HEX:URL");
    }
    return new Location(
        Optional.of(ContentDigest.of(hash.group(1), hash.group(2))), url(hash.group(3)), text);
  }

  private static Url url(String text) throws TransferException {
    if (text.isEmpty()) {
      throw new TransferException(
          "Invalid url: Empty URL", "a transfer must be between container: and http: or https:");
    }
    return Url.parse(SCHEMED.matcher(text).matches() ? text : CONTAINER + ":" + text);
  }

  boolean isContainer() {
    return url.scheme().equals(CONTAINER);
  }

  boolean isWeb() {
    return url.isWeb();
  }

  /// The path after `container:`, decoded.
  String containerPath() {
    return Url.percentDecoded(url.path());
  }
}
