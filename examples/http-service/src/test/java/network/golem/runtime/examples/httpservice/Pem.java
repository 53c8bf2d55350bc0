package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate for 127.0.0.1 with its key, made by the JDK's keytool, in files as a provider has
/// them.
///
/// @param store the two in a key store
record Pem(Path chain, Path key, X509Certificate certificate, Path store) {

  /// The keys of a service file that listens with this certificate only.
  String on(int port) {
    return "\"bindHttp\": null, \"bindHttps\": \"127.0.0.1:"
        + port
        + "\", \"cert\": {\"path\": \""
        + chain
        + "\", \"keyPath\": \""
        + key
        + "\"},";
  }

  /// For a server with this certificate.
  SSLContext server() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), PASSWORD), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /// The options of a Java that trusts this certificate, and no other.
  String[] trusted() {
    return new String[] {
      "-Djavax.net.ssl.trustStore=" + store,
      "-Djavax.net.ssl.trustStoreType=PKCS12",
      "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD)
    };
  }

  private static final char[] PASSWORD = "password".toCharArray();
  private static final String ALIAS = "it";

  /// Writes a new certificate, also over an old one.
  static Pem create(Path directory) throws Exception {
    Path store = Files.createTempDirectory(directory, "store").resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=a.example",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).describedAs(output).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    X509Certificate certificate = (X509Certificate) keys.getCertificate(ALIAS);
    Path chain = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    write(chain, "CERTIFICATE", certificate.getEncoded());
    write(key, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded());
    return new Pem(chain, key, certificate, store);
  }

  private static void write(Path file, String kind, byte[] content) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END "
            + kind
            + "-----\n");
  }
}
