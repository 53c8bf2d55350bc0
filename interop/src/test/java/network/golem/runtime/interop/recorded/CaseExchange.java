package network.golem.runtime.interop.recorded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One request, and the answer to it.
final class CaseExchange {
  private static final List<String> NOTED =
      List.of("Range", "If-Range", "Transfer-Encoding", "Content-Length", "Authorization");
  private static final Set<String> WORDS =
      Set.of("ranges", "plain", "lines", "nolength", "slow", "cut", "cut-once", "auth", "nohead");
  private static final int MOST_BODY = 2000;
  private static final byte[] NOTHING = {};

  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final byte[] body;
  private final OutputStream out;

  private CaseExchange(
      String method, String path, Map<String, String> headers, byte[] body, OutputStream out) {
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.out = out;
  }

  /// @return `null` if the other end has closed
  static @Nullable CaseExchange read(InputStream in, OutputStream out) throws IOException {
    String[] first = line(in).split(" ");
    if (first.length != 3) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = NOTHING;
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      body = chunks(in);
    } else if (headers.containsKey("content-length")) {
      body = in.readNBytes(Integer.parseInt(headers.get("content-length")));
    }
    return new CaseExchange(first[0], first[1], headers, body, out);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";")[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private ObjectNode note() {
    ObjectNode entry = RecordedCase.MAPPER.createObjectNode();
    entry.put("method", method).put("path", path);
    for (String name : NOTED) {
      String value = headers.get(name.toLowerCase(Locale.ROOT));
      if (value != null && (!name.equals("Content-Length") || method.equals("PUT"))) {
        entry.put(name.toLowerCase(Locale.ROOT), value);
      }
    }
    if (method.equals("PUT")) {
      if (body.length <= MOST_BODY) {
        entry.put("body", new String(body, ISO_8859_1));
      } else {
        entry.putObject("body").put("bytes", body.length);
      }
    }
    return entry;
  }

  /// @return whether the connection stays open
  boolean serve(CaseServer server) throws IOException, InterruptedException {
    server.note(note());
    String[] words = path.replaceAll("\\?.*", "").replaceAll("^/+|/+$", "").split("/");
    String word = words[0];
    if (method.equals("PUT") && path.startsWith("/put/")) {
      server.kept.put(path.substring("/put/".length()), body);
      return answer(201, NOTHING);
    }
    byte[] put = words.length > 1 && word.equals("put") ? server.kept.get(words[1]) : null;
    if (put != null) {
      return answer(200, put);
    }
    return switch (word) {
      case "loop" -> redirect("/loop");
      case "hops" -> redirect("/" + nextHop(words));
      case "whole-hops" -> redirect("http://" + headers.get("host") + "/" + nextHop(words));
      case "hang-up" -> false;
      case "status" ->
          answer(
              Integer.parseInt(words[1]),
              alphabet(words.length > 2 ? Integer.parseInt(words[2]) : 0));
      default ->
          (WORDS.contains(word) && words.length > 1)
              ? bytes(server, words, Integer.parseInt(words[1]))
              : answer(404, "there is no such thing".getBytes(US_ASCII));
    };
  }

  private static String nextHop(String[] words) {
    List<String> rest = new ArrayList<>(List.of(words).subList(2, words.length));
    int k = Integer.parseInt(words[1]);
    if (k > 0) {
      rest.addAll(0, List.of(words[0], Integer.toString(k - 1)));
    }
    return String.join("/", rest);
  }

  private boolean bytes(CaseServer server, String[] words, int n)
      throws IOException, InterruptedException {
    return switch (words[0]) {
      case "ranges" -> part(alphabet(n));
      case "lines" -> answer(200, lines(n));
      case "nohead" -> answer(method.equals("HEAD") ? 405 : 200, alphabet(n));
      case "auth" -> guarded(n);
      case "cut" -> method.equals("GET") ? half(n, Map.of()) : answer(200, alphabet(n));
      case "cut-once" ->
          (method.equals("GET") && server.cut.add(path))
              ? half(n, Map.of("Accept-Ranges", "bytes"))
              : part(alphabet(n));
      case "nolength" -> chunked(n);
      case "slow" -> method.equals("HEAD") ? answer(200, alphabet(n)) : slowly(n, words[2]);
      default -> answer(200, alphabet(n));
    };
  }

  private boolean guarded(int n) throws IOException {
    String right = "Basic " + Base64.getEncoder().encodeToString("ada:l0velace".getBytes(US_ASCII));
    return right.equals(headers.get("authorization"))
        ? answer(200, alphabet(n))
        : answer(
            401,
            "who are you?".getBytes(US_ASCII),
            Map.of("WWW-Authenticate", "Basic realm=\"here\""));
  }

  private boolean chunked(int n) throws IOException {
    head(200, Map.of("Transfer-Encoding", "chunked"));
    if (method.equals("GET")) {
      if (n > 0) {
        print(Integer.toHexString(n) + "\r\n");
        out.write(alphabet(n));
        print("\r\n");
      }
      print("0\r\n\r\n");
    }
    return true;
  }

  private boolean slowly(int n, String millis) throws IOException, InterruptedException {
    head(200, Map.of("Content-Length", Integer.toString(n)));
    byte[] all = alphabet(n);
    for (int i = 0; i < 10; i++) {
      out.flush();
      TimeUnit.MILLISECONDS.sleep(Long.parseLong(millis)); // the server is slow on purpose
      out.write(all, n * i / 10, n * (i + 1) / 10 - n * i / 10);
    }
    return true;
  }

  private boolean half(int n, Map<String, String> more) throws IOException {
    Map<String, String> head = new LinkedHashMap<>(more);
    head.put("Content-Length", Integer.toString(n));
    head(200, head);
    out.write(alphabet(n), 0, n / 2);
    return false;
  }

  /// The part of the body that `Range` requests.
  private boolean part(byte[] all) throws IOException {
    String wanted = headers.getOrDefault("range", "");
    Map<String, String> head = new LinkedHashMap<>(Map.of("Accept-Ranges", "bytes"));
    if (!wanted.startsWith("bytes=")) {
      return answer(200, all, head);
    }
    String[] ends = wanted.substring("bytes=".length()).split("-", -1);
    int first = ends[0].isEmpty() ? 0 : Integer.parseInt(ends[0]);
    int last = ends[1].isEmpty() ? all.length - 1 : Integer.parseInt(ends[1]);
    if (first >= all.length) {
      head.put("Content-Range", "bytes */" + all.length);
      return answer(416, NOTHING, head);
    }
    last = Math.min(last, all.length - 1);
    head.put("Content-Range", "bytes " + first + "-" + last + "/" + all.length);
    return answer(206, all, first, last + 1, head);
  }

  private boolean redirect(String to) throws IOException {
    return answer(302, NOTHING, Map.of("Location", to));
  }

  private boolean answer(int code, byte[] all) throws IOException {
    return answer(code, all, Map.of());
  }

  private boolean answer(int code, byte[] all, Map<String, String> more) throws IOException {
    return answer(code, all, 0, all.length, more);
  }

  private boolean answer(int code, byte[] all, int from, int to, Map<String, String> more)
      throws IOException {
    Map<String, String> head = new LinkedHashMap<>(more);
    head.put("Content-Length", Integer.toString(to - from));
    head(code, head);
    if (method.equals("GET")) {
      out.write(all, from, to - from);
    }
    return true;
  }

  private void head(int code, Map<String, String> more) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + code + " Answer\r\n");
    more.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    print(head + "\r\n");
  }

  private void print(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }

  private static byte[] alphabet(int n) {
    byte[] text = new byte[n];
    for (int i = 0; i < n; i++) {
      text[i] = (byte) ('a' + i % 26);
    }
    return text;
  }

  private static byte[] lines(int n) {
    byte[] text = new byte[n];
    for (int i = 0; i < n; i++) {
      text[i] = (byte) (i % 27 == 26 ? '\n' : 'a' + i % 27);
    }
    return text;
  }
}
