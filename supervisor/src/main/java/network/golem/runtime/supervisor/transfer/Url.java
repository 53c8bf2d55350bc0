package network.golem.runtime.supervisor.transfer;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A URL, parsed as browsers do (and a node's supervisor): blanks and characters beyond ASCII are
/// encoded, `.` and `..` are resolved, and `http:/host` and `http:///host` name a host.
///
/// @param scheme in lower case
/// @param user `name:password`, percent-encoded; empty if there is none
/// @param host empty if there is none
/// @param port -1 for the scheme's default
/// @param path percent-encoded; unchanged for `scheme:path`
/// @param query with its question mark; empty if there is none
record Url(String scheme, String user, String host, int port, String path, String query) {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile("(.*):([0-9]*)");
  private static final Pattern ONE_DOT = Pattern.compile("\\.|%2[eE]");
  private static final Pattern TWO_DOTS = Pattern.compile("(\\.|%2[eE]){2}");
  private static final String NOT_IN_PATH = " \"#<>`{}";
  private static final String NOT_IN_QUERY = " \"#<>'";
  private static final String NOT_IN_HOST = " #%/:<>?@[\\]^|";
  private static final int MAX_PORT = 65_535;

  /// @throws TransferException with the reason that a node's supervisor gives, if it is not a URL
  static Url parse(String text) throws TransferException {
    String clean = stripped(text);
    Matcher schemed = SCHEME.matcher(clean);
    if (!schemed.matches()) {
      throw invalid("relative URL without a base", text);
    }
    String scheme = schemed.group(1).toLowerCase(Locale.ROOT);
    String rest = withoutFragment(schemed.group(2));
    if (isWeb(scheme)) {
      return web(scheme, rest, text);
    }
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : encoded(rest.substring(question), NOT_IN_QUERY);
    String place = question < 0 ? rest : rest.substring(0, question);
    if (place.startsWith("//")) {
      int slash = place.indexOf('/', 2);
      String host = slash < 0 ? place.substring(2) : place.substring(2, slash);
      return new Url(scheme, "", host, -1, slash < 0 ? "" : path(place.substring(slash)), query);
    }
    return new Url(scheme, "", "", -1, place.startsWith("/") ? path(place) : place, query);
  }

  private static Url web(String scheme, String rest, String text) throws TransferException {
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : encoded(rest.substring(question), NOT_IN_QUERY);
    String place =
        (question < 0 ? rest : rest.substring(0, question))
            .replace('\\', '/')
            .replaceFirst("^/+", "");
    int slash = place.indexOf('/');
    String authority = slash < 0 ? place : place.substring(0, slash);
    int at = authority.lastIndexOf('@');
    String host = authority.substring(at + 1);
    int port = -1;
    Matcher numbered = PORT.matcher(host);
    if (numbered.matches() && !numbered.group(1).isEmpty()) {
      host = numbered.group(1);
      port = port(numbered.group(2), text);
    }
    return new Url(
        scheme,
        at < 0 ? "" : authority.substring(0, at),
        host(host, text),
        port,
        path(slash < 0 ? "/" : place.substring(slash)),
        query);
  }

  private static int port(String digits, String text) throws TransferException {
    if (digits.isEmpty()) {
      return -1;
    }
    if (digits.length() > 5 || Integer.parseInt(digits) > MAX_PORT) {
      throw invalid("invalid port number", text);
    }
    return Integer.parseInt(digits);
  }

  private static String host(String text, String url) throws TransferException {
    if (text.isEmpty()) {
      throw invalid("empty host", url);
    }
    if (text.startsWith("[") && text.endsWith("]")) {
      if (!text.matches("\\[[0-9A-Fa-f:.]+]")) {
        throw invalid("invalid IPv6 address", url);
      }
      return text;
    }
    if (text.matches("[^:]*:.*")) {
      throw invalid("invalid port number", url);
    }
    String ascii;
    try {
      ascii = IDN.toASCII(percentDecoded(text)).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      throw invalid("invalid international domain name", url);
    }
    if (ascii.isEmpty()) {
      throw invalid("empty host", url);
    }
    if (ascii
        .chars()
        .anyMatch(each -> each < ' ' || each > '~' || NOT_IN_HOST.indexOf(each) >= 0)) {
      throw invalid("invalid domain character", url);
    }
    return ascii;
  }

  private static TransferException invalid(String reason, String text) {
    return new TransferException("URL parse error: " + reason, "in " + shortened(text));
  }

  /// A string from a server or a script may be long.
  static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  /// The URL that a server redirects to.
  ///
  /// @throws TransferException in the words of a node's supervisor, unless it is a web address
  Url redirected(String location) throws TransferException {
    String clean = withoutFragment(stripped(location));
    if (SCHEME.matcher(clean).matches()) {
      return absolute(clean);
    }
    if (clean.startsWith("//")) {
      return absolute(scheme + ":" + clean);
    }
    int question = clean.indexOf('?');
    String place = question < 0 ? clean : clean.substring(0, question);
    String asked = question < 0 ? "" : encoded(clean.substring(question), NOT_IN_QUERY);
    if (place.isEmpty()) {
      return new Url(scheme, user, host, port, path, asked.isEmpty() ? query : asked);
    }
    String whole =
        place.startsWith("/") ? place : path.substring(0, path.lastIndexOf('/') + 1) + place;
    return new Url(scheme, user, host, port, path(whole), asked);
  }

  /// @throws TransferException in the words of a node's supervisor, unless it is a web address
  static Url absolute(String location) throws TransferException {
    if (!SCHEME.matcher(location).matches()) {
      throw refused("Missing host name", location);
    }
    Url url;
    try {
      url = parse(location);
    } catch (TransferException e) {
      String reason = e.sentence();
      throw refused(reason.endsWith("empty host") ? "Missing host name" : reason, location);
    }
    if (!url.isWeb()) {
      throw refused(url.host.isEmpty() ? "Missing host name" : "Unknown URL scheme", location);
    }
    return url;
  }

  private static TransferException refused(String reason, String location) {
    return new TransferException(
        "HTTP error: Invalid URL: " + reason,
        "the server redirects to '" + shortened(location) + "'");
  }

  boolean isWeb() {
    return isWeb(scheme);
  }

  private static boolean isWeb(String scheme) {
    return scheme.equals("http") || scheme.equals("https");
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  int portOrDefault() {
    return port >= 0 ? port : isSecure() ? 443 : 80;
  }

  /// The value of the request's header `Host`.
  String authority() {
    return port < 0 ? host : host + ":" + port;
  }

  /// The target in the first line of a request.
  String target() {
    return path + query;
  }

  boolean hasOriginOf(Url other) {
    return scheme.equals(other.scheme)
        && host.equals(other.host)
        && portOrDefault() == other.portOrDefault();
  }

  /// Without user and password.
  @Override
  public String toString() {
    return scheme + ":" + (host.isEmpty() ? "" : "//" + authority()) + path + query;
  }

  /// Removes control characters and blanks around it, and tabs and line breaks in it, which have no
  /// meaning.
  private static String stripped(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && text.charAt(begin) <= ' ') {
      begin++;
    }
    while (end > begin && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(begin, end).replaceAll("[\t\n\r]", "");
  }

  private static String withoutFragment(String text) {
    int hash = text.indexOf('#');
    return hash < 0 ? text : text.substring(0, hash);
  }

  private static String path(String text) {
    List<String> segments = new ArrayList<>();
    for (Iterator<String> rest = Arrays.asList(text.substring(1).split("/", -1)).iterator();
        rest.hasNext(); ) {
      String segment = rest.next();
      boolean up = TWO_DOTS.matcher(segment).matches();
      if (up && !segments.isEmpty()) {
        segments.removeLast();
      }
      if (!up && !ONE_DOT.matcher(segment).matches()) {
        segments.add(encoded(segment, NOT_IN_PATH));
      } else if (!rest.hasNext()) {
        segments.add("");
      }
    }
    return "/" + String.join("/", segments);
  }

  private static String encoded(String text, String special) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      int unsigned = each & 255;
      if (unsigned <= ' ' || unsigned > '~' || special.indexOf(unsigned) >= 0) {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      } else {
        encoded.append((char) unsigned);
      }
    }
    return encoded.toString();
  }

  /// Unlike a decoder for forms, this does not change plus signs and invalid encodings.
  static String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[given.length];
    int length = 0;
    for (int i = 0; i < given.length; i++) {
      Optional<Integer> code = given[i] == '%' ? code(given, i + 1) : Optional.empty();
      decoded[length++] = code.map(Integer::byteValue).orElse(given[i]);
      i += code.isPresent() ? 2 : 0;
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  private static Optional<Integer> code(byte[] text, int at) {
    if (at + 1 >= text.length
        || !HexFormat.isHexDigit(text[at])
        || !HexFormat.isHexDigit(text[at + 1])) {
      return Optional.empty();
    }
    return Optional.of(
        HexFormat.fromHexDigit(text[at]) * 16 + HexFormat.fromHexDigit(text[at + 1]));
  }
}
