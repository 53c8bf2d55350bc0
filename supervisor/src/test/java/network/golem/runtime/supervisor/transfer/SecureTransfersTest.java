package network.golem.runtime.supervisor.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Transfers over TLS.
@Timeout(30)
class SecureTransfersTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private final SSLContext usual = defaultContext();

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void restore() {
    SSLContext.setDefault(usual);
  }

  /// A context with a new certificate for this name, which it trusts.
  private SSLContext context(String subject) throws Exception {
    Path file = folder.resolve("keys");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-ext",
                "san=" + subject,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, PASSWORD);
    known.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static LyingServer server(SSLContext context) throws IOException {
    return new LyingServer(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()))
        .says("HEAD /f", "HTTP/1.1 200 OK", "Content-Length: 5", "", "")
        .says("GET /f", "HTTP/1.1 200 OK", "Content-Length: 5", "", "abcde");
  }

  private String moved(LyingServer server) throws Exception {
    Path volume = Files.createDirectories(folder.resolve("v")).toRealPath();
    new Transfers(false, List.of(), new Told())
        .move(
            server.url("/f").replace("http:", "https:"),
            "/v/f",
            new VolumeTable(folder.toRealPath(), Map.of("/v", "v")));
    return Files.readString(volume.resolve("f"));
  }

  @Test
  void trustedServer() throws Exception {
    SSLContext context = context("ip:127.0.0.1");
    try (LyingServer server = server(context)) {
      SSLContext.setDefault(context);

      assertThat(moved(server)).isEqualTo("abcde");
    }
  }

  @Test
  void untrustedCertificateIsRefused() throws Exception {
    try (LyingServer server = server(context("ip:127.0.0.1"))) {
      assertThat(refusal(server)).startsWith("HTTP error: SSL error: ");
    }
  }

  @Test
  void certificateOfAnotherHostIsRefused() throws Exception {
    SSLContext context = context("dns:another.example");
    try (LyingServer server = server(context)) {
      SSLContext.setDefault(context);

      assertThat(refusal(server)).startsWith("HTTP error: SSL error: ");
    }
  }

  private String refusal(LyingServer server) {
    return catchThrowableOfType(TransferException.class, () -> moved(server)).sentence();
  }
}
