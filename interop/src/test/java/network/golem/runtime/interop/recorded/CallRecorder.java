package network.golem.runtime.interop.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import network.golem.runtime.interop.Examples;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Network;
import network.golem.runtime.protocol.ProtocolException;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A packaged example behind a script that records each call with its arguments, copies a server's
/// standard input, and then executes the runtime.
final class CallRecorder {
  private static final Set<String> PHASES = Set.of("deploy", "start", "run", "offer-template");

  private final Path directory;
  private final RuntimeBinary runtime;

  private CallRecorder(Path directory, RuntimeBinary runtime) {
    this.directory = directory;
    this.runtime = runtime;
  }

  /// @param args the supervisor's options, which a provider takes from the descriptor
  static CallRecorder of(String example, List<String> args, Path directory) throws Exception {
    Path calls = Files.createDirectory(directory.resolve("calls"));
    String name = "ya-runtime-" + example;
    Path binary = Files.createDirectories(directory.resolve(name)).resolve("recorded");
    Files.createFile(
        binary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(binary, script(calls, Examples.runtime(example)));
    ArrayNode descriptor = RecordedCase.MAPPER.createArrayNode();
    ObjectNode entry = descriptor.addObject();
    entry.put("name", example).put("version", "1.0.0").put("supervisor-path", "exe-unit");
    entry.put("runtime-path", name + "/recorded");
    ArrayNode words = entry.putArray("extra-args");
    args.forEach(words::add);
    Path file = Files.writeString(directory.resolve(name + ".json"), descriptor.toString());
    return new CallRecorder(calls, RuntimeBinary.at(file));
  }

  /// Only a server receives input. The copy is made by a process in a session of its own, so that
  /// it is not mistaken for one of the runtime's.
  private static String script(Path calls, Path runtime) {
    return """
    #!/bin/sh
    n=0
    while ! mkdir '%1$s/'$n 2>/dev/null; do n=$((n + 1)); done
    call='%1$s/'$n
    [ $# = 0 ] || printf '%%s\\0' "$@" >"$call/argv"
    case " $* " in
      *" start -- "*) ;;
    *" start "*)
        mkfifo "$call/in"
        exec 3<&0
        (
          setsid tee "$call/frames" <&3 >"$call/in" 2>/dev/null &
          echo $! >"$call/copier"
        )
        exec '%2$s' "$@" <"$call/in" 3<&-
        ;;
    esac
    exec '%2$s' "$@"
    """
        .formatted(calls, runtime);
  }

  RuntimeBinary runtime() {
    return runtime;
  }

  /// The calls so far, after all of their input has been copied.
  ArrayNode calls() throws Exception {
    ArrayNode calls = RecordedCase.MAPPER.createArrayNode();
    for (int n = 0; Files.exists(directory.resolve(Integer.toString(n))); n++) {
      Path call = directory.resolve(Integer.toString(n));
      List<String> argv = argv(call.resolve("argv"));
      ObjectNode object = calls.addObject();
      object.put(
          "phase", argv.stream().filter(PHASES::contains).findFirst().orElse("nothing known"));
      ArrayNode words = object.putArray("argv");
      argv.forEach(words::add);
      awaitCopy(call.resolve("copier"));
      if (Files.exists(call.resolve("frames")) && Files.size(call.resolve("frames")) > 0) {
        object.set("frames", frames(call.resolve("frames")));
      }
    }
    return calls;
  }

  private static List<String> argv(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String words = Files.readString(file, UTF_8);
    return List.of(words.substring(0, words.length() - 1).split("\0", -1));
  }

  private static void awaitCopy(Path copier)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    if (Files.exists(copier)) {
      Optional<ProcessHandle> process =
          ProcessHandle.of(Long.parseLong(Files.readString(copier).strip()));
      if (process.isPresent()) {
        var _ = process.get().onExit().get(20, TimeUnit.SECONDS);
      }
    }
  }

  private static ArrayNode frames(Path file) throws Exception {
    ArrayNode frames = RecordedCase.MAPPER.createArrayNode();
    try (InputStream in = Files.newInputStream(file);
        Connection<RuntimeMessage, Request> connection =
            Connection.ofRuntime(in, OutputStream.nullOutputStream())) {
      for (Request request = connection.receive();
          request != null;
          request = connection.receive()) {
        frames.add(json(request));
      }
    } catch (ProtocolException e) {
      frames.add("the rest cannot be read: " + e.getMessage());
    }
    return frames;
  }

  private static ObjectNode json(Request request) {
    ObjectNode object = RecordedCase.MAPPER.createObjectNode();
    object.put("id", request.id());
    switch (request) {
      case Request.Hello hello -> object.putObject("hello").put("version", hello.version());
      case Request.RunProcess run -> {
        ObjectNode body = object.putObject("run").put("bin", run.bin());
        ArrayNode args = body.putArray("args");
        run.args().forEach(args::add);
      }
      case Request.KillProcess kill ->
          object.putObject("kill").put("pid", kill.pid()).put("signal", kill.signal());
      case Request.Shutdown _ -> object.putObject("shutdown");
      case Request.CreateNetwork create -> {
        ObjectNode body = object.putObject("network");
        ArrayNode networks = body.putArray("networks");
        create.networks().stream()
            .sorted((one, other) -> one.address().compareTo(other.address()))
            .forEach(network -> networks.add(json(network)));
        ObjectNode hosts = body.putObject("hosts");
        new TreeMap<>(create.hosts()).forEach(hosts::put);
        body.put("interface", create.networkInterface().toString());
      }
      case Request.Unrecognized _ -> object.put("unrecognized", true);
    }
    return object;
  }

  private static ObjectNode json(Network network) {
    ObjectNode object = RecordedCase.MAPPER.createObjectNode();
    Stream.of(
            Map.entry("addr", network.address()),
            Map.entry("gateway", network.gateway()),
            Map.entry("mask", network.mask()),
            Map.entry("if_addr", network.interfaceAddress()))
        .filter(field -> !field.getValue().isEmpty())
        .forEach(field -> object.put(field.getKey(), field.getValue()));
    return object;
  }
}
