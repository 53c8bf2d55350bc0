package network.golem.runtime.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes messages as protobuf. The field numbers are in [Fields].
final class Encoder {
  private Encoder() {}

  static void encode(WireWriter out, Message message) {
    switch (message) {
      case Request request -> request(out, request);
      case Response response -> response(out, response);
      case Event event -> event(out, event);
    }
  }

  private static void request(WireWriter out, Request request) {
    out.number(Fields.REQUEST_ID, request.id());
    switch (request) {
      case Request.Hello hello -> {
        int begin = out.beginMessage(Fields.REQUEST_HELLO);
        out.string(1, hello.version());
        out.endMessage(begin);
      }
      case Request.RunProcess run -> {
        int begin = out.beginMessage(Fields.RUN);
        out.string(1, run.bin());
        for (String argument : run.args()) {
          out.stringAlways(2, argument);
        }
        out.string(3, run.workDir());
        output(out, 4, run.stdout());
        output(out, 5, run.stderr());
        out.endMessage(begin);
      }
      case Request.KillProcess kill -> {
        int begin = out.beginMessage(Fields.KILL);
        out.number(1, kill.pid());
        out.number(2, kill.signal());
        out.endMessage(begin);
      }
      case Request.Shutdown shutdown -> out.endMessage(out.beginMessage(Fields.SHUTDOWN));
      case Request.CreateNetwork create -> {
        int begin = out.beginMessage(Fields.NETWORK);
        for (Network network : create.networks()) {
          network(out, network);
        }
        map(out, 2, create.hosts());
        out.number(3, create.networkInterface().number());
        out.endMessage(begin);
      }
      case Request.Unrecognized unrecognized -> {}
    }
  }

  private static void output(WireWriter out, int field, @Nullable Output output) {
    if (output != null) {
      int begin = out.beginMessage(field);
      if (output.atEnd().isPresent()) {
        out.numberAlways(2, Integer.toUnsignedLong(output.atEnd().getAsInt()));
      }
      out.endMessage(begin);
    }
  }

  private static void network(WireWriter out, Network network) {
    int begin = out.beginMessage(1);
    out.string(1, network.address());
    out.string(2, network.gateway());
    out.string(3, network.mask());
    out.string(4, network.interfaceAddress());
    out.endMessage(begin);
  }

  private static void map(WireWriter out, int field, Map<String, String> map) {
    for (Map.Entry<String, String> entry : map.entrySet()) {
      int begin = out.beginMessage(field);
      out.string(1, entry.getKey());
      out.string(2, entry.getValue());
      out.endMessage(begin);
    }
  }

  private static void response(WireWriter out, Response response) {
    out.number(Fields.RESPONSE_ID, response.id());
    switch (response) {
      case Response.Error error -> {
        int begin = out.beginMessage(Fields.ERROR);
        out.number(1, error.code().number());
        out.string(2, error.message());
        map(out, 3, error.context());
        out.endMessage(begin);
      }
      case Response.Hello hello -> {
        int begin = out.beginMessage(Fields.RESPONSE_HELLO);
        out.string(1, hello.version());
        out.endMessage(begin);
      }
      case Response.RunProcess run -> {
        int begin = out.beginMessage(Fields.RUN);
        out.number(1, run.pid());
        out.endMessage(begin);
      }
      case Response.KillProcess kill -> out.endMessage(out.beginMessage(Fields.KILL));
      case Response.Shutdown shutdown -> out.endMessage(out.beginMessage(Fields.SHUTDOWN));
      case Response.CreateNetwork create -> {
        int begin = out.beginMessage(Fields.NETWORK);
        endpoint(out, create.endpoint());
        out.endMessage(begin);
      }
      case Response.Unrecognized unrecognized -> {}
    }
  }

  private static void endpoint(WireWriter out, @Nullable Endpoint endpoint) {
    switch (endpoint) {
      case Endpoint.UnixStream unix -> out.stringAlways(1, unix.path());
      case Endpoint.UnixDatagram unix -> out.stringAlways(2, unix.path());
      case Endpoint.UdpDatagram udp -> out.stringAlways(3, udp.address());
      case Endpoint.TcpListener tcp -> out.stringAlways(4, tcp.address());
      case Endpoint.TcpStream tcp -> out.stringAlways(5, tcp.address());
      case null -> {}
    }
  }

  private static void event(WireWriter out, Event event) {
    out.bool(Fields.EVENT, true);
    switch (event) {
      case Event.ProcessStatus status -> {
        int begin = out.beginMessage(Fields.STATUS);
        out.number(1, status.pid());
        out.bool(2, status.running());
        out.number(3, status.returnCode());
        out.bytes(4, status.stdout());
        out.bytes(5, status.stderr());
        out.endMessage(begin);
      }
      case Event.State state -> {
        int begin = out.beginMessage(Fields.RUNTIME_STATUS);
        int inner = out.beginMessage(1);
        out.string(1, state.name());
        out.bytes(2, state.value());
        out.endMessage(inner);
        out.endMessage(begin);
      }
      case Event.Counter counter -> {
        int begin = out.beginMessage(Fields.RUNTIME_STATUS);
        int inner = out.beginMessage(2);
        out.string(1, counter.name());
        out.real(2, counter.value());
        out.endMessage(inner);
        out.endMessage(begin);
      }
      case Event.Unrecognized unrecognized -> {}
    }
  }
}
