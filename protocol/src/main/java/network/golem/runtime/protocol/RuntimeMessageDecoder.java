package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.WireReader.FIXED64;
import static network.golem.runtime.protocol.WireReader.LENGTH_DELIMITED;
import static network.golem.runtime.protocol.WireReader.VARINT;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a runtime sends. As in protobuf, the last member of a oneof wins, and a member that
/// occurs twice in a row is one message with the fields of both. The flag, not the member, decides
/// whether it is an answer or an event.
final class RuntimeMessageDecoder extends Draft {
  private boolean event;
  private long id;
  private @Nullable Draft body;

  private RuntimeMessageDecoder() {}

  static RuntimeMessage decode(WireReader in) throws ProtocolException {
    RuntimeMessageDecoder message = new RuntimeMessageDecoder();
    message.readAll(in);
    return message.event ? event(message.body) : response(message.body, message.id);
  }

  private static Event event(@Nullable Draft body) {
    return body instanceof EventBody known ? known.finish() : new Event.Unrecognized();
  }

  private static Response response(@Nullable Draft body, long id) {
    return body instanceof ResponseBody known ? known.finish(id) : new Response.Unrecognized(id);
  }

  @Override
  void field(int tag, WireReader in) throws ProtocolException {
    switch (tag) {
      case Fields.EVENT << 3 | VARINT -> event = in.varint() != 0;
      case Fields.RESPONSE_ID << 3 | VARINT -> id = in.varint();
      case Fields.ERROR << 3 | LENGTH_DELIMITED ->
          body(body instanceof Failure same ? same : new Failure(), in);
      case Fields.RESPONSE_HELLO << 3 | LENGTH_DELIMITED ->
          body(body instanceof Hello same ? same : new Hello(), in);
      case Fields.RUN << 3 | LENGTH_DELIMITED ->
          body(body instanceof Run same ? same : new Run(), in);
      case Fields.KILL << 3 | LENGTH_DELIMITED -> body(new Kill(), in);
      case Fields.SHUTDOWN << 3 | LENGTH_DELIMITED -> body(new Shutdown(), in);
      case Fields.STATUS << 3 | LENGTH_DELIMITED ->
          body(body instanceof Status same ? same : new Status(), in);
      case Fields.RUNTIME_STATUS << 3 | LENGTH_DELIMITED ->
          body(body instanceof RuntimeStatus same ? same : new RuntimeStatus(), in);
      case Fields.NETWORK << 3 | LENGTH_DELIMITED ->
          body(body instanceof CreateNetwork same ? same : new CreateNetwork(), in);
      default -> in.skip(tag);
    }
  }

  private void body(Draft member, WireReader in) throws ProtocolException {
    body = member;
    member.readAll(in.message());
  }

  private abstract static class ResponseBody extends Draft {
    abstract Response finish(long id);
  }

  private abstract static class EventBody extends Draft {
    abstract Event finish();
  }

  private static final class Failure extends ResponseBody {
    private int code;
    private String message = "";
    private final Map<String, String> context = new LinkedHashMap<>();

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | VARINT -> code = (int) in.varint();
        case 2 << 3 | LENGTH_DELIMITED -> message = in.string();
        case 3 << 3 | LENGTH_DELIMITED -> MapEntry.read(in.message(), context);
        default -> in.skip(tag);
      }
    }

    @Override
    Response finish(long id) {
      return new Response.Error(id, new ErrorCode(code), message, context);
    }
  }

  private static final class Hello extends ResponseBody {
    private String version = "";

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> version = in.string();
        default -> in.skip(tag);
      }
    }

    @Override
    Response finish(long id) {
      return new Response.Hello(id, version);
    }
  }

  private static final class Run extends ResponseBody {
    private long pid;

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | VARINT -> pid = in.varint();
        default -> in.skip(tag);
      }
    }

    @Override
    Response finish(long id) {
      return new Response.RunProcess(id, pid);
    }
  }

  private static final class Kill extends ResponseBody {
    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      in.skip(tag);
    }

    @Override
    Response finish(long id) {
      return new Response.KillProcess(id);
    }
  }

  private static final class Shutdown extends ResponseBody {
    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      in.skip(tag);
    }

    @Override
    Response finish(long id) {
      return new Response.Shutdown(id);
    }
  }

  private static final class CreateNetwork extends ResponseBody {
    private @Nullable Endpoint endpoint;

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> endpoint = new Endpoint.UnixStream(in.string());
        case 2 << 3 | LENGTH_DELIMITED -> endpoint = new Endpoint.UnixDatagram(in.string());
        case 3 << 3 | LENGTH_DELIMITED -> endpoint = new Endpoint.UdpDatagram(in.string());
        case 4 << 3 | LENGTH_DELIMITED -> endpoint = new Endpoint.TcpListener(in.string());
        case 5 << 3 | LENGTH_DELIMITED -> endpoint = new Endpoint.TcpStream(in.string());
        default -> in.skip(tag);
      }
    }

    @Override
    Response finish(long id) {
      return new Response.CreateNetwork(id, endpoint);
    }
  }

  private static final class Status extends EventBody {
    private long pid;
    private boolean running;
    private int returnCode;
    private Bytes stdout = Bytes.EMPTY;
    private Bytes stderr = Bytes.EMPTY;

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | VARINT -> pid = in.varint();
        case 2 << 3 | VARINT -> running = in.varint() != 0;
        case 3 << 3 | VARINT -> returnCode = (int) in.varint();
        case 4 << 3 | LENGTH_DELIMITED -> stdout = in.bytes();
        case 5 << 3 | LENGTH_DELIMITED -> stderr = in.bytes();
        default -> in.skip(tag);
      }
    }

    @Override
    Event finish() {
      return new Event.ProcessStatus(pid, running, returnCode, stdout, stderr);
    }
  }

  private static final class RuntimeStatus extends EventBody {
    private @Nullable EventBody kind;

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> kind(kind instanceof State same ? same : new State(), in);
        case 2 << 3 | LENGTH_DELIMITED ->
            kind(kind instanceof Counter same ? same : new Counter(), in);
        default -> in.skip(tag);
      }
    }

    private void kind(EventBody member, WireReader in) throws ProtocolException {
      kind = member;
      member.readAll(in.message());
    }

    @Override
    Event finish() {
      return event(kind);
    }
  }

  private static final class State extends EventBody {
    private String name = "";
    private Bytes value = Bytes.EMPTY;

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> name = in.string();
        case 2 << 3 | LENGTH_DELIMITED -> value = in.bytes();
        default -> in.skip(tag);
      }
    }

    @Override
    Event finish() {
      return new Event.State(name, value);
    }
  }

  private static final class Counter extends EventBody {
    private String name = "";
    private double value;

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> name = in.string();
        case 2 << 3 | FIXED64 -> value = Double.longBitsToDouble(in.fixed64());
        default -> in.skip(tag);
      }
    }

    @Override
    Event finish() {
      return new Event.Counter(name, value);
    }
  }
}
