package network.golem.runtime.supervisor.transfer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A web server's answer: its head, and its body, which is not read yet.
///
/// @param method of the request
/// @param url that was requested last
/// @param headers by their names in lower case
record WebAnswer(
    String method, Url url, int status, Map<String, List<String>> headers, WebConnection connection)
    implements AutoCloseable {
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> TO_GET = Set.of(301, 302, 303);
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final String NUMBER = "[0-9]{1,18}";

  /// A header. If there are several of that name, the last one.
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getLast);
  }

  boolean isSuccess() {
    return status >= HttpStatus.OK && status < HttpStatus.MULTIPLE_CHOICES;
  }

  /// The address that the server redirects to.
  Optional<String> redirection() {
    return header("location")
        .filter(location -> REDIRECTIONS.contains(status))
        .map(raw -> new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  /// Whether a request with a body becomes a GET there.
  boolean redirectsToGet() {
    return TO_GET.contains(status);
  }

  /// @throws TransferException if the length is invalid
  OptionalLong length() throws TransferException {
    List<String> said = headers.getOrDefault("content-length", List.of());
    if (said.isEmpty() || isChunked()) {
      return OptionalLong.empty();
    }
    String first = said.getFirst();
    if (!first.matches(NUMBER) || !said.stream().allMatch(first::equals)) {
      throw new TransferException(
          "HTTP error: invalid Content-Length",
          shown() + " and the length '" + Url.shortened(String.join("', '", said)) + "'");
    }
    return OptionalLong.of(Long.parseLong(first));
  }

  private boolean isChunked() {
    return header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  /// The body. It must be closed; so must the answer if the body is not opened.
  WebBody body() throws TransferException {
    OptionalLong length = length();
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      length = OptionalLong.of(0);
    }
    return new WebBody(this, length, isChunked());
  }

  /// What happened, for messages.
  String shown() {
    return "the server answered " + method + " " + url + " with " + HttpStatus.shown(status);
  }

  @Override
  public void close() {
    connection.close();
  }
}
