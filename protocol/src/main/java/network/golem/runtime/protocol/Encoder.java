package network.golem.runtime.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes messages as protobuf. The field numbers are in [Fields].
///
/// No switch over types: preparing one takes ten milliseconds of a runtime's start, which no cache
/// can hold.
final class Encoder {
  private Encoder() {}

  static void encode(WireWriter out, Message message) {
    if (message instanceof Response response) {
      response(out, response);
    } else if (message instanceof Event event) {
      event(out, event);
    } else if (message instanceof Request request) {
      request(out, request);
    }
  }

  private static void request(WireWriter out, Request request) {
    out.number(Fields.REQUEST_ID, request.id());
    if (request instanceof Request.Hello hello) {
      int begin = out.beginMessage(Fields.REQUEST_HELLO);
      out.string(1, hello.version());
      out.endMessage(begin);
    } else if (request instanceof Request.RunProcess run) {
      int begin = out.beginMessage(Fields.RUN);
      out.string(1, run.bin());
      for (String argument : run.args()) {
        out.stringAlways(2, argument);
      }
      out.string(3, run.workDir());
      output(out, 4, run.stdout());
      output(out, 5, run.stderr());
      out.endMessage(begin);
    } else if (request instanceof Request.KillProcess kill) {
      int begin = out.beginMessage(Fields.KILL);
      out.number(1, kill.pid());
      out.number(2, kill.signal());
      out.endMessage(begin);
    } else if (request instanceof Request.Shutdown) {
      out.endMessage(out.beginMessage(Fields.SHUTDOWN));
    } else if (request instanceof Request.CreateNetwork create) {
      int begin = out.beginMessage(Fields.NETWORK);
      for (Network network : create.networks()) {
        network(out, network);
      }
      map(out, 2, create.hosts());
      out.number(3, create.networkInterface().number());
      out.endMessage(begin);
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
    if (response instanceof Response.Error error) {
      int begin = out.beginMessage(Fields.ERROR);
      out.number(1, error.code().number());
      out.string(2, error.message());
      map(out, 3, error.context());
      out.endMessage(begin);
    } else if (response instanceof Response.Hello hello) {
      int begin = out.beginMessage(Fields.RESPONSE_HELLO);
      out.string(1, hello.version());
      out.endMessage(begin);
    } else if (response instanceof Response.RunProcess run) {
      int begin = out.beginMessage(Fields.RUN);
      out.number(1, run.pid());
      out.endMessage(begin);
    } else if (response instanceof Response.KillProcess) {
      out.endMessage(out.beginMessage(Fields.KILL));
    } else if (response instanceof Response.Shutdown) {
      out.endMessage(out.beginMessage(Fields.SHUTDOWN));
    } else if (response instanceof Response.CreateNetwork create) {
      int begin = out.beginMessage(Fields.NETWORK);
      endpoint(out, create.endpoint());
      out.endMessage(begin);
    }
  }

  private static void endpoint(WireWriter out, @Nullable Endpoint endpoint) {
    if (endpoint instanceof Endpoint.UnixStream unix) {
      out.stringAlways(1, unix.path());
    } else if (endpoint instanceof Endpoint.UnixDatagram unix) {
      out.stringAlways(2, unix.path());
    } else if (endpoint instanceof Endpoint.UdpDatagram udp) {
      out.stringAlways(3, udp.address());
    } else if (endpoint instanceof Endpoint.TcpListener tcp) {
      out.stringAlways(4, tcp.address());
    } else if (endpoint instanceof Endpoint.TcpStream tcp) {
      out.stringAlways(5, tcp.address());
    }
  }

  private static void event(WireWriter out, Event event) {
    out.bool(Fields.EVENT, true);
    if (event instanceof Event.ProcessStatus status) {
      int begin = out.beginMessage(Fields.STATUS);
      out.number(1, status.pid());
      out.bool(2, status.running());
      out.number(3, status.returnCode());
      out.bytes(4, status.stdout());
      out.bytes(5, status.stderr());
      out.endMessage(begin);
    } else if (event instanceof Event.State state) {
      int begin = out.beginMessage(Fields.RUNTIME_STATUS);
      int inner = out.beginMessage(1);
      out.string(1, state.name());
      out.bytes(2, state.value());
      out.endMessage(inner);
      out.endMessage(begin);
    } else if (event instanceof Event.Counter counter) {
      int begin = out.beginMessage(Fields.RUNTIME_STATUS);
      int inner = out.beginMessage(2);
      out.string(1, counter.name());
      out.real(2, counter.value());
      out.endMessage(inner);
      out.endMessage(begin);
    }
  }
}
