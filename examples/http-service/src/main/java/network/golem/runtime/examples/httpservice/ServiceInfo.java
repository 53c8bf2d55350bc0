package network.golem.runtime.examples.httpservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;

/// What `service info` prints.
final class ServiceInfo {
  private ServiceInfo() {}

  static Map<String, Object> of(RunningService running) {
    ServiceDefinition service = running.service();
    Map<String, Object> info = new TreeMap<>();
    info.put("createdAt", running.created().toString());
    info.put("name", service.name());
    info.put("portHttp", ports(service.http()));
    info.put("portHttps", ports(service.https()));
    info.put("serverName", service.serverNames());
    service.certificate().ifPresent(cert -> info.put("certHash", hash(cert.chain())));
    service.cpuThreads().ifPresent(threads -> info.put("cpuThreads", threads));
    Map<String, Object> timeouts = new TreeMap<>();
    put(timeouts, "requestTimeout", service.requestTimeout());
    put(timeouts, "responseTimeout", service.responseTimeout());
    if (!timeouts.isEmpty()) {
      info.put("timeouts", timeouts);
    }
    return info;
  }

  private static List<Integer> ports(List<InetSocketAddress> addresses) {
    return addresses.stream().map(InetSocketAddress::getPort).toList();
  }

  private static void put(Map<String, Object> to, String key, Optional<Duration> timeout) {
    timeout.ifPresent(time -> to.put(key, time.toMillis()));
  }

  /// By which a requestor recognizes the certificate.
  private static String hash(Path file) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA3-256").digest(Files.readAllBytes(file));
      return "sha3:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA3-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the certificate " + file, e);
    }
  }
}
