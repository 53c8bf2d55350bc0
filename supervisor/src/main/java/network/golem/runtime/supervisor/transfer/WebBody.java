package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// The body of an answer: of a given length, in chunks, or up to the end of the connection. Not
/// thread-safe.
final class WebBody implements AutoCloseable {
  private static final int LONGEST_LINE = 4096;
  private static final int MOST_TRAILERS = 1000;

  private final WebAnswer answer;
  private final InputStream in;
  private final boolean chunked;
  private final boolean bounded;

  /// In the body, or in the current chunk.
  private long left;

  private boolean begun;
  private boolean ended;
  private boolean cut;

  WebBody(WebAnswer answer, OptionalLong length, boolean chunked) {
    this.answer = answer;
    this.in = answer.connection().in();
    this.chunked = chunked;
    this.bounded = chunked || length.isPresent();
    this.left = chunked ? 0 : length.orElse(Long.MAX_VALUE);
  }

  /// Reads the next bytes. A node's supervisor treats a connection that is closed too early as the
  /// end.
  ///
  /// @return how many bytes are in `block` now; -1 at the end
  int read(byte[] block) throws TransferException, InterruptedException {
    try {
      if (chunked && left == 0 && !ended) {
        nextChunk();
      }
      if (ended || left == 0) {
        return -1;
      }
      int count = in.read(block, 0, (int) Math.min(block.length, left));
      if (count < 0) {
        ended = true;
        cut = bounded;
      } else if (bounded) {
        left -= count;
      }
      return count;
    } catch (IOException e) {
      throw answer.connection().failure(e);
    }
  }

  /// Whether the connection was closed too early.
  boolean isCut() {
    return cut;
  }

  private void nextChunk() throws IOException, TransferException {
    String line = begun ? line() + line() : line(); // a chunk ends with a line break
    begun = true;
    if (cut) {
      return;
    }
    String size = line.split(";", 2)[0].strip();
    if (!size.matches("[0-9A-Fa-f]{1,15}")) {
      throw invalid("a chunk of the size '" + size + "'");
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      ended = true;
      for (int i = 0; !line().isEmpty(); i++) {
        if (i == MOST_TRAILERS) {
          throw invalid("more than " + MOST_TRAILERS + " trailers");
        }
      }
      cut = false; // complete
    }
  }

  private String line() throws IOException, TransferException {
    StringBuilder line = new StringBuilder();
    for (int each = in.read(); each != '\n'; each = in.read()) {
      if (each < 0) {
        ended = true;
        cut = true;
        return "";
      }
      if (line.length() == LONGEST_LINE) {
        throw invalid("a line of more than " + LONGEST_LINE + " bytes between chunks");
      }
      line.append((char) each);
    }
    return line.toString().stripTrailing();
  }

  private TransferException invalid(String what) {
    return new TransferException(
        "HTTP error: invalid chunk", answer.shown() + " and " + Url.shortened(what));
  }

  @Override
  public void close() {
    answer.close();
  }
}
