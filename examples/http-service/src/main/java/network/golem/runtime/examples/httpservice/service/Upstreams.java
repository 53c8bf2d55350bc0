package network.golem.runtime.examples.httpservice.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition.Upstream;
import network.golem.runtime.sdk.ConfigurationException;
import org.jspecify.annotations.Nullable;

/// Reads the key `to`.
final class Upstreams {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int LAST_PORT = 65_535;

  private Upstreams() {}

  static Upstream parse(Path file, @Nullable String to) {
    if (to == null) {
      throw ServiceReader.wrong(
          file, "to", "required key is missing; it is the service's URL, like http://127.0.0.1:80");
    }
    URI url;
    try {
      url = new URI(to);
    } catch (URISyntaxException _) {
      throw invalid(file, to);
    }
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    String host = url.getHost();
    if (host == null
        || url.getPort() == 0
        || url.getPort() > LAST_PORT
        || (!secure && !"http".equalsIgnoreCase(url.getScheme()))
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw invalid(file, to);
    }
    int port = url.getPort() != -1 ? url.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
    return new Upstream(
        secure, host.replaceAll("[\\[\\]]", ""), port, url.getRawPath().replaceFirst("/+$", ""));
  }

  private static ConfigurationException invalid(Path file, String to) {
    return ServiceReader.wrong(
        file,
        "to",
        "invalid URL '"
            + to
            + "'; expected http:// or https:// with a host, a port if it is not"
            + " the usual one, and a path if need be");
  }
}
