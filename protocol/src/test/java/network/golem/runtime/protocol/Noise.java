package network.golem.runtime.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import java.util.Map;
import java.util.Random;

/// Adds unknown fields to the oracle's messages, at every depth: all wire types, including groups.
final class Noise {
  private static final int FIRST_UNKNOWN = 31;

  private final Random random;

  Noise(Random random) {
    this.random = random;
  }

  /// The same message with unknown fields in it and in its nested messages.
  com.google.protobuf.Message in(com.google.protobuf.Message message) {
    com.google.protobuf.Message.Builder noisy = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getValue() instanceof com.google.protobuf.Message inner) {
        noisy.setField(field.getKey(), in(inner));
      }
    }
    return noisy.setUnknownFields(fields(0)).build();
  }

  private UnknownFieldSet fields(int depth) {
    UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
    for (int left = random.nextInt(4); left > 0; left--) {
      int number = FIRST_UNKNOWN + random.nextInt(random.nextBoolean() ? 100 : (1 << 29) - 100);
      fields.mergeField(number, value(depth));
    }
    return fields.build();
  }

  private UnknownFieldSet.Field value(int depth) {
    UnknownFieldSet.Field.Builder value = UnknownFieldSet.Field.newBuilder();
    switch (random.nextInt(depth < 4 ? 5 : 4)) {
      case 0 -> value.addVarint(random.nextLong());
      case 1 -> value.addFixed32(random.nextInt());
      case 2 -> value.addFixed64(random.nextLong());
      case 3 -> value.addLengthDelimited(ByteString.copyFrom(new byte[random.nextInt(200)]));
      default -> value.addGroup(fields(depth + 1));
    }
    return value.build();
  }
}
