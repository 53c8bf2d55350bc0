package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.WireReader.LENGTH_DELIMITED;
import static network.golem.runtime.protocol.WireReader.VARINT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads what a supervisor sends. As in protobuf, the last member of a oneof wins, and a member
/// that occurs twice in a row is one message with the fields of both.
final class RequestDecoder extends Draft {
  private long id;
  private @Nullable Command command;

  private RequestDecoder() {}

  static Request decode(WireReader in) throws ProtocolException {
    RequestDecoder request = new RequestDecoder();
    request.readAll(in);
    Command command = request.command;
    return command == null ? new Request.Unrecognized(request.id) : command.finish(request.id);
  }

  @Override
  void field(int tag, WireReader in) throws ProtocolException {
    switch (tag) {
      case Fields.REQUEST_ID << 3 | VARINT -> id = in.varint();
      case Fields.REQUEST_HELLO << 3 | LENGTH_DELIMITED ->
          command(command instanceof Hello same ? same : new Hello(), in);
      case Fields.RUN << 3 | LENGTH_DELIMITED ->
          command(command instanceof Run same ? same : new Run(), in);
      case Fields.KILL << 3 | LENGTH_DELIMITED ->
          command(command instanceof Kill same ? same : new Kill(), in);
      case Fields.SHUTDOWN << 3 | LENGTH_DELIMITED -> command(new Shutdown(), in);
      case Fields.NETWORK << 3 | LENGTH_DELIMITED ->
          command(command instanceof CreateNetwork same ? same : new CreateNetwork(), in);
      default -> in.skip(tag);
    }
  }

  private void command(Command member, WireReader in) throws ProtocolException {
    command = member;
    member.readAll(in.message());
  }

  private abstract static class Command extends Draft {
    abstract Request finish(long id);
  }

  private static final class Hello extends Command {
    private String version = "";

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> version = in.string();
        default -> in.skip(tag);
      }
    }

    @Override
    Request finish(long id) {
      return new Request.Hello(id, version);
    }
  }

  private static final class Run extends Command {
    private String bin = "";
    private final List<String> args = new ArrayList<>();
    private String workDir = "";
    private final OutputDraft stdout = new OutputDraft();
    private final OutputDraft stderr = new OutputDraft();

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> bin = in.string();
        case 2 << 3 | LENGTH_DELIMITED -> args.add(in.string());
        case 3 << 3 | LENGTH_DELIMITED -> workDir = in.string();
        case 4 << 3 | LENGTH_DELIMITED -> stdout.add(in.message());
        case 5 << 3 | LENGTH_DELIMITED -> stderr.add(in.message());
        default -> in.skip(tag);
      }
    }

    @Override
    Request finish(long id) {
      return new Request.RunProcess(id, bin, args, workDir, stdout.finish(), stderr.finish());
    }
  }

  private static final class OutputDraft extends Draft {
    private boolean present;
    private OptionalInt atEnd = OptionalInt.empty();

    void add(WireReader in) throws ProtocolException {
      present = true;
      readAll(in);
    }

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 2 << 3 | VARINT -> atEnd = OptionalInt.of((int) in.varint());
        default -> in.skip(tag);
      }
    }

    @Nullable Output finish() {
      return present ? new Output(atEnd) : null;
    }
  }

  private static final class Kill extends Command {
    private long pid;
    private int signal;

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | VARINT -> pid = in.varint();
        case 2 << 3 | VARINT -> signal = (int) in.varint();
        default -> in.skip(tag);
      }
    }

    @Override
    Request finish(long id) {
      return new Request.KillProcess(id, pid, signal);
    }
  }

  private static final class Shutdown extends Command {
    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      in.skip(tag);
    }

    @Override
    Request finish(long id) {
      return new Request.Shutdown(id);
    }
  }

  private static final class CreateNetwork extends Command {
    private final List<Network> networks = new ArrayList<>();
    private final Map<String, String> hosts = new LinkedHashMap<>();
    private int networkInterface;

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> {
          NetworkDraft network = new NetworkDraft();
          network.readAll(in.message());
          networks.add(network.finish());
        }
        case 2 << 3 | LENGTH_DELIMITED -> MapEntry.read(in.message(), hosts);
        case 3 << 3 | VARINT -> networkInterface = (int) in.varint();
        default -> in.skip(tag);
      }
    }

    @Override
    Request finish(long id) {
      return new Request.CreateNetwork(id, networks, hosts, new NetworkInterface(networkInterface));
    }
  }

  private static final class NetworkDraft extends Draft {
    private String address = "";
    private String gateway = "";
    private String mask = "";
    private String interfaceAddress = "";

    @Override
    void field(int tag, WireReader in) throws ProtocolException {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> address = in.string();
        case 2 << 3 | LENGTH_DELIMITED -> gateway = in.string();
        case 3 << 3 | LENGTH_DELIMITED -> mask = in.string();
        case 4 << 3 | LENGTH_DELIMITED -> interfaceAddress = in.string();
        default -> in.skip(tag);
      }
    }

    Network finish() {
      return new Network(address, gateway, mask, interfaceAddress);
    }
  }
}
