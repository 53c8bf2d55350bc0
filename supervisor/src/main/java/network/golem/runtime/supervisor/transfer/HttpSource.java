package network.golem.runtime.supervisor.transfer;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file on a web server. A node's supervisor does not look at the status of the answer, so the
/// body of an error page becomes the file.
record HttpSource(Url url) implements TransferSource {
  private static final Pattern RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

  @Override
  public Head head() throws TransferException, InterruptedException {
    try (WebAnswer answer = Web.send("HEAD", url, (_, connection) -> connection.write("\r\n"))) {
      OptionalLong length = answer.length();
      boolean success = answer.isSuccess();
      return new Head(
          length,
          answer.header("accept-ranges").filter("bytes"::equals).isPresent(),
          success,
          success ? Optional.empty() : Optional.of(answer.shown() + ", which is not a success"));
    }
  }

  @Override
  public Content open(Head head, long offset) throws TransferException, InterruptedException {
    if (head.isEmpty()) {
      return new Nothing(head.flaw());
    }
    WebAnswer answer =
        Web.send(
            "GET",
            url,
            (_, connection) ->
                connection.write(offset > 0 ? "Range: bytes=" + offset + "-\r\n\r\n" : "\r\n"));
    try {
      Optional<String> range = answer.header("content-range");
      if (offset > 0) {
        checkRange(answer, offset);
      }
      return new Page(answer, answer.body(), offset, range.flatMap(Range::parse));
    } catch (TransferException e) {
      answer.close();
      throw e;
    }
  }

  /// What a node does with another answer is unknown; appending it would damage the file.
  private static void checkRange(WebAnswer answer, long offset) throws TransferException {
    String said = answer.header("content-range").orElse("none");
    boolean fits =
        answer.status() == HttpStatus.PARTIAL_CONTENT
            && Range.parse(said).filter(range -> range.first() == offset).isPresent();
    if (!fits) {
      throw new TransferException(
          "HTTP error: the server does not send the range that was asked for",
          "it announced Accept-Ranges: bytes, but answered a request for bytes from "
              + offset
              + " with "
              + HttpStatus.shown(answer.status())
              + " and the range '"
              + Url.shortened(said)
              + "'; the file was left as it was");
    }
  }

  /// A part of a file, as a server announces it.
  ///
  /// @param total if it is known
  private record Range(long first, long last, OptionalLong total) {
    static Optional<Range> parse(String text) {
      Matcher range = RANGE.matcher(text);
      if (!range.matches()) {
        return Optional.empty();
      }
      String total = range.group(3);
      return Optional.of(
          new Range(
              Long.parseLong(range.group(1)),
              Long.parseLong(range.group(2)),
              total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total))));
    }

    boolean isAllFrom(long offset) {
      return first == offset && (total.isEmpty() || last == total.getAsLong() - 1);
    }
  }

  /// The server has announced an empty file, so it is not asked for it.
  private record Nothing(Optional<String> flaw) implements Content {
    @Override
    public int read(byte[] block) {
      return -1;
    }

    @Override
    public void close() {}
  }

  /// The body of the answer.
  private static final class Page implements Content {
    private final WebAnswer answer;
    private final WebBody body;
    private final long offset;
    private final Optional<Range> range;
    private long done;

    Page(WebAnswer answer, WebBody body, long offset, Optional<Range> range) {
      this.answer = answer;
      this.body = body;
      this.offset = offset;
      this.range = range;
    }

    @Override
    public int read(byte[] block) throws TransferException, InterruptedException {
      int count = body.read(block);
      done += Math.max(0, count);
      return count;
    }

    @Override
    public Optional<String> flaw() {
      if (!answer.isSuccess()) {
        return Optional.of(answer.shown() + ", and the body of that answer has become the file");
      }
      if (body.isCut()) {
        return Optional.of(
            "the server closed the connection after "
                + done
                + " bytes, before the end of "
                + answer.url());
      }
      boolean partial = answer.status() == HttpStatus.PARTIAL_CONTENT;
      if (partial && !range.filter(part -> part.isAllFrom(offset)).isPresent()) {
        return Optional.of(
            answer.shown()
                + " ("
                + Url.shortened(answer.header("content-range").orElse("without a range"))
                + "), and that part has become the file");
      }
      if (partial && range.filter(part -> part.last() - part.first() + 1 != done).isPresent()) {
        return Optional.of(
            answer.shown()
                + " for "
                + answer.header("content-range").orElse("")
                + ", and sent "
                + done
                + " bytes");
      }
      return Optional.empty();
    }

    @Override
    public void close() {
      body.close();
    }
  }
}
