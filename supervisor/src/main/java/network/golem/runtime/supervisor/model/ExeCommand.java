package network.golem.runtime.supervisor.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One command of an ExeScript.
public sealed interface ExeCommand {

  /// The word that names it in a script.
  String name();

  /// What follows the word on a line for people.
  default String details() {
    return "";
  }

  /// What its result keeps of its outputs.
  default Capture capture() {
    return Capture.EVERYTHING;
  }

  /// How often it tells how far it is; empty: not at all.
  default Optional<Duration> progress() {
    return Optional.empty();
  }

  /// Prepares the runtime.
  ///
  /// @param volumes the requestor's own volumes by path, each as the JSON text of
  ///   `--volume-override`; empty: the script does not speak of volumes, and the runtime is not
  ///   told
  /// @param progress of the task package
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

    /// The paths of those that are directories of the host.
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

    /// The file name of the entry point, as Rust finds it: the last of its parts that is not `.`.
    /// Empty if it has none.
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

  /// Has the results signed.
  record Sign() implements ExeCommand {
    @Override
    public String name() {
      return "sign";
    }
  }
}
