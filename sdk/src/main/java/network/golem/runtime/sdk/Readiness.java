package network.golem.runtime.sdk;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// How to tell that a [Child] is ready.
public sealed interface Readiness {

  /// A server answers a GET request for this URL with a status below 500.
  ///
  /// @throws IllegalArgumentException if it is not an `http` or `https` URL
  static Readiness http(URI uri) {
    return new Http(uri);
  }

  /// The child has printed a line that matches this pattern somewhere, on either of its outputs.
  static Readiness line(Pattern pattern) {
    return new Line(pattern);
  }

  /// Some process listens on this Unix socket.
  static Readiness unixSocket(Path path) {
    return new UnixSocket(path);
  }

  /// The result of [#http(URI)].
  record Http(URI uri) implements Readiness {
    public Http {
      if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
        throw new IllegalArgumentException(
            "the URL must begin with http:// or https://, not " + uri);
      }
    }

    @Override
    public String toString() {
      return "an answer from " + uri;
    }
  }

  /// The result of [#line(Pattern)].
  record Line(Pattern pattern) implements Readiness {
    @Override
    public String toString() {
      return "a line with '" + pattern + "'";
    }
  }

  /// The result of [#unixSocket(Path)].
  record UnixSocket(Path path) implements Readiness {
    @Override
    public String toString() {
      return "a listener on " + path;
    }
  }
}
