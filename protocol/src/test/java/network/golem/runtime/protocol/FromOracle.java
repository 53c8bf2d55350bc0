package network.golem.runtime.protocol;

import java.util.List;
import java.util.OptionalInt;
import network.golem.runtime.proto.GolemRuntimeProto;
import org.jspecify.annotations.Nullable;

/// Converts a message of the oracle to one of ours.
final class FromOracle {
  private FromOracle() {}

  static Request convert(GolemRuntimeProto.Request from) {
    long id = from.getId();
    return switch (from.getCommandCase()) {
      case HELLO -> new Request.Hello(id, from.getHello().getVersion());
      case RUN -> run(id, from.getRun());
      case KILL -> new Request.KillProcess(id, from.getKill().getPid(), from.getKill().getSignal());
      case SHUTDOWN -> new Request.Shutdown(id);
      case NETWORK -> network(id, from.getNetwork());
      case COMMAND_NOT_SET -> new Request.Unrecognized(id);
    };
  }

  private static Request run(long id, GolemRuntimeProto.Request.RunProcess run) {
    return new Request.RunProcess(
        id,
        run.getBin(),
        run.getArgsList(),
        run.getWorkDir(),
        run.hasStdout() ? output(run.getStdout()) : null,
        run.hasStderr() ? output(run.getStderr()) : null);
  }

  private static Output output(GolemRuntimeProto.Output output) {
    return new Output(output.hasAtEnd() ? OptionalInt.of(output.getAtEnd()) : OptionalInt.empty());
  }

  private static Request network(long id, GolemRuntimeProto.Request.CreateNetwork create) {
    List<Network> networks =
        create.getNetworksList().stream()
            .map(n -> new Network(n.getAddr(), n.getGateway(), n.getMask(), n.getIfAddr()))
            .toList();
    return new Request.CreateNetwork(
        id, networks, create.getHostsMap(), new NetworkInterface(create.getInterfaceValue()));
  }

  static RuntimeMessage convert(GolemRuntimeProto.Response from) {
    return from.getEvent() ? event(from) : response(from);
  }

  private static Response response(GolemRuntimeProto.Response from) {
    long id = from.getId();
    return switch (from.getCommandCase()) {
      case ERROR -> error(id, from.getError());
      case HELLO -> new Response.Hello(id, from.getHello().getVersion());
      case RUN -> new Response.RunProcess(id, from.getRun().getPid());
      case KILL -> new Response.KillProcess(id);
      case SHUTDOWN -> new Response.Shutdown(id);
      case NETWORK -> new Response.CreateNetwork(id, endpoint(from.getNetwork()));
      case STATUS, RT_STATUS, COMMAND_NOT_SET -> new Response.Unrecognized(id);
    };
  }

  private static Response error(long id, GolemRuntimeProto.Response.Error error) {
    return new Response.Error(
        id, new ErrorCode(error.getCodeValue()), error.getMessage(), error.getContextMap());
  }

  private static @Nullable Endpoint endpoint(GolemRuntimeProto.Response.CreateNetwork network) {
    return switch (network.getEndpointCase()) {
      case UNIX_STREAM -> new Endpoint.UnixStream(network.getUnixStream());
      case UNIX_DATAGRAM -> new Endpoint.UnixDatagram(network.getUnixDatagram());
      case UDP_DATAGRAM -> new Endpoint.UdpDatagram(network.getUdpDatagram());
      case TCP_LISTENER -> new Endpoint.TcpListener(network.getTcpListener());
      case TCP_STREAM -> new Endpoint.TcpStream(network.getTcpStream());
      case ENDPOINT_NOT_SET -> null;
    };
  }

  private static Event event(GolemRuntimeProto.Response from) {
    if (from.hasStatus()) {
      GolemRuntimeProto.Response.ProcessStatus status = from.getStatus();
      return new Event.ProcessStatus(
          status.getPid(),
          status.getRunning(),
          status.getReturnCode(),
          Bytes.copyOf(status.getStdout().toByteArray()),
          Bytes.copyOf(status.getStderr().toByteArray()));
    }
    return switch (from.getRtStatus().getKindCase()) {
      case STATE -> state(from.getRtStatus().getState());
      case COUNTER -> counter(from.getRtStatus().getCounter());
      case KIND_NOT_SET -> new Event.Unrecognized();
    };
  }

  private static Event state(GolemRuntimeProto.Response.RuntimeStatus.State state) {
    return new Event.State(state.getName(), Bytes.copyOf(state.getValue().toByteArray()));
  }

  private static Event counter(GolemRuntimeProto.Response.RuntimeStatus.Counter counter) {
    return new Event.Counter(counter.getName(), counter.getValue());
  }
}
