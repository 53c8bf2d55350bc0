package network.golem.runtime.examples.httpservice.service;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition.Certificate;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition.Limits;
import network.golem.runtime.examples.httpservice.service.ServiceFile.Auth;
import network.golem.runtime.examples.httpservice.service.ServiceFile.WrittenLimits;
import network.golem.runtime.sdk.ConfigurationException;
import org.jspecify.annotations.Nullable;

/// Finds out what a service file means, and refuses what makes no sense.
final class ServiceReader {
  private static final int KIB = 1024;

  /// Without a query.
  private static final Pattern PATH = Pattern.compile("/[!-~&&[^?#]]*");

  private static final int MOST_HEADER_BYTES = KIB * KIB;
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final double MILLIS = 1000;
  private static final int MOST_THREADS = 1024;

  private final Path path;
  private final ServiceFile file;

  ServiceReader(Path path, ServiceFile file) {
    this.path = path;
    this.file = file;
  }

  ServiceDefinition service(String name) {
    List<InetSocketAddress> http = addresses("bindHttp", file.bindHttp());
    List<InetSocketAddress> https =
        addresses("bindHttps", file.bindHttps() == null ? file.bind() : file.bindHttps());
    if (http.isEmpty() && https.isEmpty()) {
      throw wrong("bindHttp", "no listening address: set bindHttp or bindHttps, like 0.0.0.0:8080");
    }
    Optional<Certificate> certificate = certificate();
    if (!https.isEmpty() && certificate.isEmpty()) {
      throw wrong("cert", "bindHttps needs a certificate: set cert.path and cert.keyPath");
    }
    basic("auth", file.auth());
    basic("user.auth", file.user() == null ? null : file.user().auth());
    return new ServiceDefinition(
        name,
        serverNames(),
        http,
        https,
        from(),
        Upstreams.parse(path, file.to()),
        certificate,
        threads(),
        timeout("requestTimeout", file.requestTimeout()),
        timeout("responseTimeout", file.responseTimeout()),
        file.passAuthorization(),
        limits(),
        file.offerProperties());
  }

  private List<String> serverNames() {
    List<String> names = strings("serverName", file.serverName());
    if (names.isEmpty()) {
      throw wrong("serverName", "required key is missing; it lists the names of this machine");
    }
    return names;
  }

  /// What is written as one string, or as a list of them; empty without the key.
  private List<String> strings(String key, @Nullable Object written) {
    List<String> strings = new ArrayList<>();
    for (Object element :
        written instanceof List<?> list ? list : written == null ? List.of() : List.of(written)) {
      if (!(element instanceof String string)) {
        throw wrong(key, "expected a string, or a list of strings, found " + written);
      }
      strings.add(string);
    }
    return List.copyOf(strings);
  }

  private List<InetSocketAddress> addresses(String key, @Nullable Object written) {
    List<String> strings = strings(key, written);
    if (written != null && strings.isEmpty()) {
      throw wrong(key, "the list is empty; expected addresses like 0.0.0.0:8080, or null");
    }
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String string : strings) {
      Optional<InetSocketAddress> address = Addresses.parse(string);
      if (address.isEmpty()) {
        throw wrong(
            key,
            "invalid address '"
                + string
                + "'; expected an IP address and a port, like 0.0.0.0:8080 or [::]:8080");
      }
      addresses.add(address.get());
    }
    return List.copyOf(addresses);
  }

  private String from() {
    String from = file.from();
    if (from == null) {
      throw wrong("from", "required key is missing; it is the public path, like /");
    }
    String public_ = from.replaceFirst("^https?://[^/?#]*", "");
    if (public_.isEmpty() && !from.isEmpty()) {
      return "/";
    }
    if (!PATH.matcher(public_).matches()) {
      throw wrong("from", "invalid path '" + from + "'; expected one like / or /acme");
    }
    return public_;
  }

  private Optional<Certificate> certificate() {
    ServiceFile.Certificate cert = file.cert();
    if (cert == null) {
      return Optional.empty();
    }
    String chain = cert.path();
    String key = cert.keyPath();
    if (chain == null || key == null) {
      throw wrong(
          chain == null ? "cert.path" : "cert.keyPath",
          "required key is missing; cert needs the paths of the certificate and of its key");
    }
    return Optional.of(new Certificate(Path.of(chain), Path.of(key)));
  }

  private OptionalInt threads() {
    Integer threads = file.cpuThreads();
    if (threads == null) {
      return OptionalInt.empty();
    }
    if (threads < 0 || threads > MOST_THREADS) {
      throw wrong("cpuThreads", "expected 0 to " + MOST_THREADS + ", found " + threads);
    }
    return OptionalInt.of(threads);
  }

  private Optional<Duration> timeout(String key, @Nullable Long millis) {
    if (millis != null && (millis <= 0 || millis > LONGEST.toMillis())) {
      throw wrong(
          key, "expected a number of milliseconds above 0, at most a week, found " + millis);
    }
    return millis == null ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  private Limits limits() {
    WrittenLimits limits = file.limits();
    double idle = limits.idleSeconds();
    if (!(idle > 0 && idle <= LONGEST.toSeconds())) {
      throw wrong("limits.idleSeconds", "expected a number above 0, at most a week, found " + idle);
    }
    return new Limits(
        positive("limits.bodyBytes", limits.bodyBytes(), Long.MAX_VALUE),
        (int) positive("limits.headerBytes", limits.headerBytes(), MOST_HEADER_BYTES),
        (int) positive("limits.connections", limits.connections(), Integer.MAX_VALUE),
        Duration.ofMillis((long) (idle * MILLIS)));
  }

  private long positive(String key, long number, long most) {
    if (number <= 0 || number > most) {
      throw wrong(key, "expected a number from 1 to " + most + ", found " + number);
    }
    return number;
  }

  private void basic(String key, @Nullable Auth auth) {
    if (auth != null && auth.method() != null && !auth.method().equals("basic")) {
      throw wrong(key + ".method", "unknown method '" + auth.method() + "'; the only one is basic");
    }
  }

  private ConfigurationException wrong(String key, String sentence) {
    return wrong(path, key, sentence);
  }

  static ConfigurationException wrong(Path path, String key, String sentence) {
    return new ConfigurationException(path + ", key " + key + ": " + sentence, null);
  }
}
