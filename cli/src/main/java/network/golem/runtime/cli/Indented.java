package network.golem.runtime.cli;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import network.golem.runtime.protocol.Bytes;

/// Prints text as it arrives, with a margin before each line. A character that arrives in two parts
/// is printed when it is complete.
final class Indented {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final PrintStream out;
  private final String margin;
  private final Style style;
  private final UnaryOperator<String> paint;
  private byte[] rest = new byte[0];
  private boolean inLine;

  Indented(PrintStream out, String margin, Style style, UnaryOperator<String> paint) {
    this.out = out;
    this.margin = margin;
    this.style = style;
    this.paint = paint;
  }

  void print(Bytes bytes) {
    ByteBuffer in =
        ByteBuffer.allocate(rest.length + bytes.length()).put(rest).put(bytes.toByteArray()).flip();
    CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
    decoder.reset();
    var _ = decoder.decode(in, text, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    print(text.flip().toString());
  }

  private void print(String text) {
    StringBuilder printed = new StringBuilder();
    for (String line : style.shown(text).splitWithDelimiters("\n", 0)) {
      if (line.equals("\n")) {
        printed.append(inLine ? "" : margin).append('\n');
        inLine = false;
      } else if (!line.isEmpty()) {
        printed.append(inLine ? "" : margin).append(paint.apply(line));
        inLine = true;
      }
    }
    out.print(printed);
    out.flush();
  }

  /// Whether the last line is incomplete.
  boolean isInLine() {
    return inLine;
  }

  /// Starts a new line if necessary, before something else is printed.
  void endLine() {
    if (inLine) {
      out.println();
      inLine = false;
    }
  }
}
