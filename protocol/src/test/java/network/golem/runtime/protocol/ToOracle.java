package network.golem.runtime.protocol;

import com.google.protobuf.ByteString;
import java.util.Map;
import network.golem.runtime.proto.GolemRuntimeProto;

/// Converts one of our messages to the oracle's. (Map entries are added one by one, because their
/// order matters.)
final class ToOracle {
  private ToOracle() {}

  static com.google.protobuf.Message convert(Message message) {
    return switch (message) {
      case Request request -> request(request);
      case Response response -> response(response);
      case Event event -> event(event);
    };
  }

  private static GolemRuntimeProto.Request request(Request request) {
    GolemRuntimeProto.Request.Builder to =
        GolemRuntimeProto.Request.newBuilder().setId(request.id());
    switch (request) {
      case Request.Hello hello -> to.getHelloBuilder().setVersion(hello.version());
      case Request.RunProcess run -> run(to.getRunBuilder(), run);
      case Request.KillProcess kill ->
          to.getKillBuilder().setPid(kill.pid()).setSignal(kill.signal());
      case Request.Shutdown shutdown -> to.getShutdownBuilder();
      case Request.CreateNetwork create -> network(to.getNetworkBuilder(), create);
      case Request.Unrecognized none -> {}
    }
    return to.build();
  }

  private static void run(GolemRuntimeProto.Request.RunProcess.Builder to, Request.RunProcess run) {
    to.setBin(run.bin()).addAllArgs(run.args()).setWorkDir(run.workDir());
    if (run.stdout() != null) {
      output(to.getStdoutBuilder(), run.stdout());
    }
    if (run.stderr() != null) {
      output(to.getStderrBuilder(), run.stderr());
    }
  }

  private static void output(GolemRuntimeProto.Output.Builder to, Output output) {
    output.atEnd().ifPresent(to::setAtEnd);
  }

  private static void network(
      GolemRuntimeProto.Request.CreateNetwork.Builder to, Request.CreateNetwork create) {
    for (Network network : create.networks()) {
      to.addNetworksBuilder()
          .setAddr(network.address())
          .setGateway(network.gateway())
          .setMask(network.mask())
          .setIfAddr(network.interfaceAddress());
    }
    for (Map.Entry<String, String> host : create.hosts().entrySet()) {
      to.putHosts(host.getKey(), host.getValue());
    }
    to.setInterfaceValue(create.networkInterface().number());
  }

  private static GolemRuntimeProto.Response response(Response response) {
    GolemRuntimeProto.Response.Builder to =
        GolemRuntimeProto.Response.newBuilder().setId(response.id());
    switch (response) {
      case Response.Error error -> error(to.getErrorBuilder(), error);
      case Response.Hello hello -> to.getHelloBuilder().setVersion(hello.version());
      case Response.RunProcess run -> to.getRunBuilder().setPid(run.pid());
      case Response.KillProcess kill -> to.getKillBuilder();
      case Response.Shutdown shutdown -> to.getShutdownBuilder();
      case Response.CreateNetwork create -> endpoint(to.getNetworkBuilder(), create);
      case Response.Unrecognized none -> {}
    }
    return to.build();
  }

  private static void error(GolemRuntimeProto.Response.Error.Builder to, Response.Error error) {
    to.setCodeValue(error.code().number()).setMessage(error.message());
    for (Map.Entry<String, String> fact : error.context().entrySet()) {
      to.putContext(fact.getKey(), fact.getValue());
    }
  }

  private static void endpoint(
      GolemRuntimeProto.Response.CreateNetwork.Builder to, Response.CreateNetwork create) {
    switch (create.endpoint()) {
      case Endpoint.UnixStream unix -> to.setUnixStream(unix.path());
      case Endpoint.UnixDatagram unix -> to.setUnixDatagram(unix.path());
      case Endpoint.UdpDatagram udp -> to.setUdpDatagram(udp.address());
      case Endpoint.TcpListener tcp -> to.setTcpListener(tcp.address());
      case Endpoint.TcpStream tcp -> to.setTcpStream(tcp.address());
      case null -> {}
    }
  }

  private static GolemRuntimeProto.Response event(Event event) {
    GolemRuntimeProto.Response.Builder to = GolemRuntimeProto.Response.newBuilder().setEvent(true);
    switch (event) {
      case Event.ProcessStatus status ->
          to.getStatusBuilder()
              .setPid(status.pid())
              .setRunning(status.running())
              .setReturnCode(status.returnCode())
              .setStdout(ByteString.copyFrom(status.stdout().toByteArray()))
              .setStderr(ByteString.copyFrom(status.stderr().toByteArray()));
      case Event.State state ->
          to.getRtStatusBuilder()
              .getStateBuilder()
              .setName(state.name())
              .setValue(ByteString.copyFrom(state.value().toByteArray()));
      case Event.Counter counter ->
          to.getRtStatusBuilder()
              .getCounterBuilder()
              .setName(counter.name())
              .setValue(counter.value());
      case Event.Unrecognized none -> {}
    }
    return to.build();
  }
}
