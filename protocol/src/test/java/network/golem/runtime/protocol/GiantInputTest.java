package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.Direction.FROM_RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Memory is allocated for bytes that have arrived, never for those that are announced; and
/// messages of any length are read.
class GiantInputTest {
  private static final int MEBIBYTE = 1024 * 1024;

  @Test
  void announcedMessageTakesNoMemoryBeforeItArrives() {
    byte[] announced =
        Arrays.copyOf(Frames.hex("80 80 80 1e"), 104); // 60 MiB, of which 100 bytes arrive

    long allocated =
        allocatedBy(() ->
            assertThatThrownBy(() -> FROM_RUNTIME.read(announced))
                .hasMessage(
                    "the input ends after 100 of a message's 62914560 bytes, at byte 104 of the"
                        + " input"));

    assertThat(allocated).isLessThan(MEBIBYTE);
  }

  @Test
  void memoryIsAtMostTwiceWhatHasArrived() {
    byte[] announced = Arrays.copyOf(Frames.hex("80 80 80 1e"), MEBIBYTE + 4);

    long allocated =
        allocatedBy(() ->
            assertThatThrownBy(() -> FROM_RUNTIME.read(announced))
                .hasMessageStartingWith("the input ends after 1048576 of a message's 62914560"));

    assertThat(allocated).isLessThan(5 * MEBIBYTE); // all the buffers on the way to the last one
  }

  @Test
  void withoutALimitAnAnnouncedMessageTakesNoMemoryEither() {
    byte[] announced =
        Arrays.copyOf(Frames.hex("ed ff ff ff 07"), 15); // the longest that fits into an array

    long allocated =
        allocatedBy(() ->
            assertThatThrownBy(() -> readWithoutLimit(announced))
                .hasMessage(
                    "the input ends after 10 of a message's 2147483629 bytes, at byte 15 of the"
                        + " input"));

    assertThat(allocated).isLessThan(MEBIBYTE);
  }

  @Test
  void messageTooLongForAnArrayIsRefused() {
    byte[] announced = Arrays.copyOf(Frames.hex("ff ff ff ff 07"), 15);

    assertThatThrownBy(() -> readWithoutLimit(announced))
        .hasMessage(
            "a message of 2147483647 bytes exceeds the limit of 2147483629, at byte 0 of"
                + " the input");
  }

  @Test
  void announcedNestedMessagesTakeNoMemory() {
    byte[] announced = Frames.hex("0a 08 01 a2 01 05 22 80 80 80 1e");

    long allocated =
        allocatedBy(() ->
            assertThatThrownBy(() -> FROM_RUNTIME.read(announced))
                .hasMessage(
                    "a field of 62914560 bytes exceeds the 0 left in its message, at byte 7 of the"
                        + " input"));

    assertThat(allocated).isLessThan(MEBIBYTE);
  }

  @Test
  void longMessageIsReadInOddPieces() throws Exception {
    Random random = new Random(1);
    byte[] output = new byte[40 * MEBIBYTE];
    random.nextBytes(output);
    Event status = new Event.ProcessStatus(1, true, 0, Bytes.copyOf(output), Bytes.EMPTY);
    byte[] frames =
        Frames.of(Event.ProcessStatus.started(1), status, Event.ProcessStatus.ended(1, 0));
    Trickle pieces =
        new Trickle(new ByteArrayInputStream(frames), () -> 1 + random.nextInt(99_999));

    MessageReader<RuntimeMessage> reader = MessageReader.ofRuntimeMessages(pieces);

    assertThat(reader.read()).isEqualTo(Event.ProcessStatus.started(1));
    assertThat(reader.read()).isEqualTo(status);
    assertThat(reader.read()).isEqualTo(Event.ProcessStatus.ended(1, 0));
    assertThat(reader.read()).isNull();
    assertThat(reader.offset()).isEqualTo(frames.length);
  }

  @Test
  void messageInMillionsOfPiecesIsReadQuickly() throws Exception {
    byte[] piece = Frames.hex("1a 00");
    byte[] first = Frames.hex("1a 84 80 40 | 12 80 80 40"); // an error with a message of a mebibyte
    byte[] message = Arrays.copyOf(first, first.length + MEBIBYTE + 20 * MEBIBYTE);
    for (int at = first.length + MEBIBYTE; at < message.length; at += piece.length) {
      System.arraycopy(piece, 0, message, at, piece.length);
    }

    assertThat(FROM_RUNTIME.readOne(Frames.around(message))).isInstanceOf(Response.Error.class);
  }

  private static void readWithoutLimit(byte[] frames) throws Exception {
    FROM_RUNTIME.reader(new ByteArrayInputStream(frames), Integer.MAX_VALUE).read();
  }

  /// The number of bytes that this thread allocates for it. It is executed once before, so that
  /// classes are already loaded.
  private static long allocatedBy(Runnable work) {
    work.run();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
