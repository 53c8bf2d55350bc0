package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.proto.GolemRuntimeProto;

/// The two directions of a session, each with our reader and with the oracle.
enum Direction {
  FROM_SUPERVISOR {
    @Override
    MessageReader<Request> reader(InputStream in, int limit) {
      return MessageReader.ofRequests(in, limit);
    }

    @Override
    Request oracle(byte[] message) throws InvalidProtocolBufferException {
      return FromOracle.convert(
          GolemRuntimeProto.Request.parseFrom(
              merged(GolemRuntimeProto.Request.getDescriptor(), message)));
    }
  },

  FROM_RUNTIME {
    @Override
    MessageReader<RuntimeMessage> reader(InputStream in, int limit) {
      return MessageReader.ofRuntimeMessages(in, limit);
    }

    @Override
    RuntimeMessage oracle(byte[] message) throws InvalidProtocolBufferException {
      return FromOracle.convert(
          GolemRuntimeProto.Response.parseFrom(
              merged(GolemRuntimeProto.Response.getDescriptor(), message)));
    }
  };

  static Direction of(Message message) {
    return message instanceof Request ? FROM_SUPERVISOR : FROM_RUNTIME;
  }

  abstract MessageReader<? extends Message> reader(InputStream in, int limit);

  /// A message (without its length) as the oracle reads it, converted to one of ours.
  abstract Message oracle(byte[] message) throws InvalidProtocolBufferException;

  /// Lets protobuf's dynamic messages merge the pieces of a message. The generated code is wrong if
  /// a member of a oneof occurs again after another one: the member then still has its earlier
  /// fields.
  private static byte[] merged(Descriptor type, byte[] message)
      throws InvalidProtocolBufferException {
    return DynamicMessage.parseFrom(type, message).toByteArray();
  }

  final MessageReader<? extends Message> reader(InputStream in) {
    return reader(in, MessageReader.LONGEST_MESSAGE);
  }

  /// The only message in this frame.
  final Message readOne(byte[] frame) throws IOException {
    List<Message> messages = read(frame);
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  /// All messages in these frames.
  final List<Message> read(byte[] frames) throws IOException {
    MessageReader<? extends Message> reader = reader(new ByteArrayInputStream(frames));
    List<Message> messages = new ArrayList<>();
    for (Message next = reader.read(); next != null; next = reader.read()) {
      messages.add(next);
    }
    return messages;
  }
}
