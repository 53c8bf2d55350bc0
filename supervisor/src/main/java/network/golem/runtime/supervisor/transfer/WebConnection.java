package network.golem.runtime.supervisor.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One request to a web server and its answer. For one thread; interrupting it closes the
/// connection.
final class WebConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int MOST_PRELIMINARY = 20;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2})(?: .*)?");

  private final Url url;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private WebConnection(Url url, Socket socket) throws IOException {
    this.url = url;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    this.out = socket.getOutputStream();
  }

  static WebConnection open(Url url) throws TransferException, InterruptedException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(url.host());
    } catch (UnknownHostException _) {
      throw new TransferException(
          "HTTP error: Failed resolving hostname: " + url.host(), "unknown host");
    }
    for (int i = 0; ; i++) {
      try {
        return connect(url, addresses[i]);
      } catch (TransferException e) {
        if (i == addresses.length - 1) {
          throw e;
        }
      }
    }
  }

  private static WebConnection connect(Url url, InetAddress address)
      throws TransferException, InterruptedException {
    Socket socket = null;
    try {
      socket = SocketChannel.open().socket(); // of a channel, so that interruption closes it
      socket.connect(new InetSocketAddress(address, url.portOrDefault()), (int) CONNECT.toMillis());
      return new WebConnection(url, url.isSecure() ? secured(url, socket) : socket);
    } catch (IOException e) {
      close(socket);
      throw failure(url, e);
    }
  }

  private static Socket secured(Url url, Socket plain) throws IOException {
    try {
      SSLSocket secured =
          (SSLSocket)
              SSLContext.getDefault()
                  .getSocketFactory()
                  .createSocket(plain, url.host(), url.portOrDefault(), true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException("no TLS in this Java", e);
    }
  }

  InputStream in() {
    return in;
  }

  void write(byte[] bytes, int count) throws TransferException, InterruptedException {
    try {
      out.write(bytes, 0, count);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  void write(String text) throws TransferException, InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    write(bytes, bytes.length);
  }

  /// Reads the head of the answer.
  ///
  /// @param method of the request
  WebAnswer answer(String method) throws TransferException, InterruptedException {
    try {
      for (int i = 0; i < MOST_PRELIMINARY; i++) {
        List<String> lines = head();
        Matcher status = STATUS.matcher(lines.getFirst());
        if (!status.matches()) {
          throw invalid("'" + Url.shortened(lines.getFirst()) + "'");
        }
        int code = Integer.parseInt(status.group(1));
        if (code >= HttpStatus.OK) {
          return new WebAnswer(method, url, code, headers(lines), this);
        }
      }
      throw invalid("more than " + MOST_PRELIMINARY + " preliminary answers");
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// The lines up to an empty one.
  private List<String> head() throws IOException, TransferException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int size = 0; size < LONGEST_HEAD; size++) {
      int each = in.read();
      if (each < 0) {
        throw TransferException.passing(
            "HTTP error: connection error: Internal error: connector has been disconnected",
            url + " was closed by the server without an answer");
      }
      if (each != '\n') {
        line.append((char) each);
        continue;
      }
      String whole = line.toString().stripTrailing();
      line.setLength(0);
      if (!whole.isEmpty()) {
        lines.add(whole);
      } else if (!lines.isEmpty()) {
        return lines;
      }
    }
    throw invalid("headers of more than " + LONGEST_HEAD / 1024 + " KiB");
  }

  private Map<String, List<String>> headers(List<String> lines) throws TransferException {
    Map<String, List<String>> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw invalid("the header '" + Url.shortened(line) + "'");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private TransferException invalid(String what) {
    return new TransferException(
        "HTTP error: invalid answer", "the server of " + url + " answered with " + what);
  }

  TransferException failure(IOException e) throws InterruptedException {
    return failure(url, e);
  }

  private static TransferException failure(Url url, IOException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return switch (e) {
      case SocketTimeoutException _ ->
          TransferException.passing(
              "HTTP error: timeout",
              "no connection to " + url + " within " + CONNECT.toSeconds() + " s");
      case SSLException _ ->
          new TransferException("HTTP error: SSL error: " + e.getMessage(), "at " + url);
      default -> TransferException.network(e, "at " + url);
    };
  }

  @Override
  public void close() {
    close(socket);
  }

  private static void close(@Nullable Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException _) {
      // it is not used any more
    }
  }
}
