package network.golem.runtime.supervisor.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One command of an ExeScript.
public sealed interface ExeCommand {

  /// The command's key in a script.
  String name();

  /// What follows the name when the command is shown to a user.
  default String details() {
    return "";
  }

  /// Which parts of its output are captured.
  default Capture capture() {
    return Capture.EVERYTHING;
  }

  /// How often progress is reported; empty if it is not.
  default Optional<Duration> progress() {
    return Optional.empty();
  }

  /// Prepares the runtime.
  ///
  /// @param volumes the requestor's own volumes by path, each with its JSON for
  ///   `--volume-override`; empty if the script does not mention volumes, so that the option is
  ///   left out
  /// @param progress of the download of the task package
  record Deploy(
      Optional<String> hostname,
      Map<String, String> hosts,
      Optional<Map<String, String>> volumes,
      List<PrivateNetwork> networks,
      Optional<Duration> progress)
      implements ExeCommand {
    public Deploy {
      networks = List.copyOf(networks);
    }

    /// The paths of the volumes that are host directories.
    public List<String> hostVolumes() {
      return volumes.orElse(Map.of()).entrySet().stream()
          .filter(volume -> volume.getValue().equals(VolumeMount.HOST))
          .map(volume -> volume.getKey())
          .toList();
    }

    @Override
    public String name() {
      return "deploy";
    }
  }

  /// Starts the runtime.
  record Start(List<String> args) implements ExeCommand {
    @Override
    public String name() {
      return "start";
    }

    @Override
    public String details() {
      return String.join(" ", args);
    }
  }

  /// Executes a command.
  record Run(String entryPoint, List<String> args, Capture capture) implements ExeCommand {
    @Override
    public String name() {
      return "run";
    }

    @Override
    public String details() {
      return args.isEmpty() ? entryPoint : entryPoint + " " + String.join(" ", args);
    }

    /// The entry point's file name as Rust determines it: the last component that is not `.`. Empty
    /// if there is none.
    public String fileName() {
      String last = "";
      for (String part : entryPoint.split("/", -1)) {
        if (!part.isEmpty() && !part.equals(".")) {
          last = part;
        }
      }
      return last.equals("..") ? "" : last;
    }
  }

  /// Moves a file.
  record Transfer(String from, String to, Optional<Duration> progress) implements ExeCommand {
    @Override
    public String name() {
      return "transfer";
    }

    @Override
    public String details() {
      return from + " → " + to;
    }
  }

  /// Ends the runtime.
  record Terminate() implements ExeCommand {
    @Override
    public String name() {
      return "terminate";
    }
  }

  /// Requests that the results be signed.
  record Sign() implements ExeCommand {
    @Override
    public String name() {
      return "sign";
    }
  }
}
