package network.golem.runtime.examples.httpservice.proxy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import javax.net.ssl.SSLException;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition.Certificate;
import network.golem.runtime.sdk.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate of a service. When its files change, new connections get the new one.
public final class Certificates {
  private final Certificate files;
  private volatile SslContext current;
  private volatile List<FileTime> seen;

  Certificates(Certificate files) {
    this.files = files;
    seen = times();
    current = load(files);
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
    var _ = load(certificate);
  }

  private static SslContext load(Certificate certificate) {
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
      return SslContextBuilder.forServer(certificate.chain().toFile(), certificate.key().toFile())
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  ApplicationProtocolConfig.Protocol.ALPN,
                  ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                  ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                  ApplicationProtocolNames.HTTP_2,
                  ApplicationProtocolNames.HTTP_1_1))
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

  /// What a new connection is secured by.
  ChannelHandler handler(ByteBufAllocator buffers) {
    return current.newHandler(buffers);
  }

  /// Loads the files again if they have changed. If they do not fit each other, which may be
  /// because one of them has not been replaced yet, the previous ones stay.
  synchronized void reload() {
    List<FileTime> now = times();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      current = load(files);
      log().info("the certificate {} has changed, and is loaded again", files.chain());
    } catch (ConfigurationException e) {
      log().warn("{}; the previous one stays", e.getMessage());
    }
  }

  /// Created only if there is something to say: all jars are searched for the logging library.
  private static Logger log() {
    return LoggerFactory.getLogger(Certificates.class);
  }

  private List<FileTime> times() {
    return List.of(time(files.chain()), time(files.key()));
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0); // it is being replaced
    }
  }
}
