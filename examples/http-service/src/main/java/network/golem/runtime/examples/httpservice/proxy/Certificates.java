package network.golem.runtime.examples.httpservice.proxy;

import io.netty.handler.ssl.SslContextBuilder;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition.Certificate;
import network.golem.runtime.sdk.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate of a service. When its files change, new connections get the new one.
public final class Certificates {
  private final Optional<Certificate> files;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private volatile List<FileTime> seen = List.of();

  Certificates(Optional<Certificate> files) {
    this.files = files;
    seen = times();
  }

  /// Checks that a service's certificate can be used.
  ///
  /// @throws ConfigurationException if not
  public static void check(ServiceDefinition service) {
    if (service.certificate().isPresent()) {
      check(service.certificate().get());
    }
  }

  private static void check(Certificate certificate) {
    for (Path file : new Path[] {certificate.chain(), certificate.key()}) {
      if (!Files.isReadable(file)) {
        throw new ConfigurationException(
            "cannot read the certificate's file "
                + file
                + ": "
                + (Files.exists(file) ? "permission denied" : "no such file"),
            null);
      }
    }
    try {
      var _ =
          SslContextBuilder.forServer(certificate.chain().toFile(), certificate.key().toFile())
              .build();
    } catch (IllegalArgumentException | SSLException e) {
      throw new ConfigurationException(
          "the certificate "
              + certificate.chain()
              + " and the key "
              + certificate.key()
              + " cannot be used: "
              + (e.getCause() == null ? e : e.getCause()).getMessage(),
          e);
    }
  }

  PemKeyCertOptions current() {
    Certificate certificate = files.orElseThrow();
    return new PemKeyCertOptions()
        .setCertPath(certificate.chain().toString())
        .setKeyPath(certificate.key().toString());
  }

  void serve(HttpServer server) {
    servers.add(server);
  }

  /// Loads the files again if they have changed. If they do not fit each other, which may be
  /// because one of them has not been replaced yet, the previous ones stay.
  void reload() {
    List<FileTime> now = times();
    if (files.isEmpty() || now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      check(files.get());
    } catch (ConfigurationException e) {
      log().warn("{}; the previous one stays", e.getMessage());
      return;
    }
    ServerSSLOptions options =
        new ServerSSLOptions()
            .setKeyCertOptions(current())
            .setUseAlpn(true)
            .setApplicationLayerProtocols(List.of("h2", "http/1.1"));
    var _ =
        Future.join(servers.stream().map(server -> server.updateSSLOptions(options, true)).toList())
            .onFailure(
                failure -> log().warn("cannot load the new certificate: {}", failure.toString()))
            .onSuccess(_ ->
                log()
                    .info(
                        "the certificate {} has changed, and is loaded again",
                        files.get().chain()));
  }

  /// Created only if there is something to say: all jars are searched for the logging library.
  private static Logger log() {
    return LoggerFactory.getLogger(Certificates.class);
  }

  private List<FileTime> times() {
    return files.stream()
        .flatMap(certificate -> List.of(certificate.chain(), certificate.key()).stream())
        .map(Certificates::time)
        .toList();
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0); // it is being replaced
    }
  }
}
