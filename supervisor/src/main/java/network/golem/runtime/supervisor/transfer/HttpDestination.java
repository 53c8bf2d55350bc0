package network.golem.runtime.supervisor.transfer;

import java.util.Optional;

/// A file that is uploaded to a web server by PUT, in chunks.
record HttpDestination(Url url) implements TransferDestination {
  private static final String PUT = "PUT";
  private static final int BLOCK = 64 * 1024;

  @Override
  public long present() {
    return -1;
  }

  @Override
  public Optional<String> write(Content.Opening opening, boolean append)
      throws TransferException, InterruptedException {
    try (WebAnswer answer =
        Web.send(
            PUT,
            url,
            (method, connection) -> {
              if (method.equals(PUT)) {
                connection.write("Transfer-Encoding: chunked\r\n\r\n");
                send(opening, connection);
              } else {
                connection.write("\r\n");
              }
            })) {
      check(answer);
      return answer.method().equals(PUT)
          ? Optional.empty()
          : Optional.of(
              "the server redirected PUT "
                  + url
                  + ", and a node asks for "
                  + answer.url()
                  + " with "
                  + answer.method()
                  + " then: nothing was stored");
    }
  }

  private static void check(WebAnswer answer) throws TransferException {
    if (answer.isSuccess()) {
      return;
    }
    String status = HttpStatus.shown(answer.status());
    if (answer.status() >= HttpStatus.SERVER_ERROR) {
      throw TransferException.passing("HTTP error: server error: " + status, answer.shown());
    }
    throw new TransferException(
        "HTTP error: "
            + (answer.status() >= HttpStatus.BAD_REQUEST ? "client error: " : "")
            + status,
        answer.shown());
  }

  private static void send(Content.Opening opening, WebConnection connection)
      throws TransferException, InterruptedException {
    try (Content content = opened(opening, connection)) {
      byte[] block = new byte[BLOCK];
      for (int count = content.read(block); count >= 0; count = content.read(block)) {
        if (count > 0 && !chunk(connection, block, count)) {
          return;
        }
      }
    }
    end(connection);
  }

  /// A node has begun to send when it notices that a source cannot be read, and ends the request
  /// properly.
  private static Content opened(Content.Opening opening, WebConnection connection)
      throws TransferException, InterruptedException {
    try {
      return opening.open();
    } catch (TransferException e) {
      end(connection);
      try {
        connection.answer(PUT).close();
      } catch (TransferException _) {
        // the source's failure is reported
      }
      throw e;
    }
  }

  /// @return whether the server accepts more
  private static boolean chunk(WebConnection connection, byte[] block, int count)
      throws InterruptedException {
    try {
      connection.write(Integer.toHexString(count) + "\r\n");
      connection.write(block, count);
      connection.write("\r\n");
      return true;
    } catch (TransferException _) {
      return false; // the server has closed the connection; its answer, if any, says more
    }
  }

  private static void end(WebConnection connection) throws InterruptedException {
    try {
      connection.write("0\r\n\r\n");
    } catch (TransferException _) {
      // as above
    }
  }
}
