package network.golem.runtime.packager;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/// The header of a Linux executable.
final class ElfFile {
  private static final int MAGIC = 0x7f454c46;
  private static final int BITS = 4;
  private static final int BYTE_ORDER = 5;
  private static final int HEADER = 64;
  private static final int INTERPRETER = 3;
  private static final int LONGEST = 4096;

  private ElfFile() {}

  /// The dynamic loader with which the kernel starts it, such as `/lib64/ld-linux-x86-64.so.2`. It
  /// identifies the architecture and the C library.
  ///
  /// @return empty if the file is not an ELF executable of 64 bits
  static Optional<String> loader(Path file) throws IOException {
    try (SeekableByteChannel channel = FileChannel.open(file)) {
      ByteBuffer header = read(channel, 0, HEADER);
      if (header.remaining() < HEADER || header.getInt(0) != MAGIC || header.get(BITS) != 2) {
        return Optional.empty();
      }
      ByteOrder order =
          header.get(BYTE_ORDER) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      header.order(order);
      long table = header.getLong(32);
      int size = header.getShort(54);
      int count = header.getShort(56);
      for (int i = 0; i < count; i++) {
        ByteBuffer entry = read(channel, table + (long) i * size, size).order(order);
        if (entry.remaining() == size && entry.getInt(0) == INTERPRETER) {
          ByteBuffer name =
              read(channel, entry.getLong(8), (int) Math.min(LONGEST, entry.getLong(32)));
          return Optional.of(UTF_8.decode(name).toString().replace("\0", ""));
        }
      }
      return Optional.empty();
    }
  }

  private static ByteBuffer read(SeekableByteChannel channel, long from, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(from);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // reads on: one read need not fill it
    }
    return bytes.flip();
  }
}
