package network.golem.runtime.supervisor.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the command `deploy` of a script.
///
/// @param told receives the command as the supervisor reports it
record DeployReader(JsonFields body, List<String> warnings, ObjectNode told) {

  ExeCommand.Deploy read() throws ProviderException {
    body.withoutNull("net", "hosts", "env");
    Map<String, String> environment = body.textsByKey("env");
    if (body.has("env")) {
      warnings.add(body.place() + ": 'env' has no effect, as on a node");
    }
    Map<String, String> hosts = body.textsByKey("hosts");
    Optional<String> hostname = body.optionalText("hostname");
    told.set("env", JsonMapper.shared().valueToTree(environment));
    told.put("hostname", hostname.orElse(null));
    told.set("hosts", JsonMapper.shared().valueToTree(hosts));
    List<PrivateNetwork> networks = networks();
    Optional<Duration> progress = ProgressReader.read(body, warnings, told);
    return new ExeCommand.Deploy(hostname, hosts, volumes(), networks, progress);
  }

  private List<PrivateNetwork> networks() throws ProviderException {
    List<PrivateNetwork> networks = new ArrayList<>();
    ArrayNode array = told.putArray("net");
    for (JsonFields net : body.objects("net")) {
      PrivateNetwork network = PrivateNetwork.of(net, warnings);
      networks.add(network);
      array.add(network.toJson());
    }
    return networks;
  }

  /// An array of paths means host directories; an object says what each volume is.
  private Optional<Map<String, String>> volumes() throws ProviderException {
    JsonNode given = body.member("volumes");
    if (given == null) {
      return Optional.empty();
    }
    Map<String, String> volumes = new LinkedHashMap<>();
    if (given.isArray()) {
      List<String> paths = body.texts("volumes");
      paths.forEach(path -> volumes.put(path, VolumeMount.HOST));
      told.set("volumes", JsonMapper.shared().valueToTree(paths));
      return Optional.of(volumes);
    }
    if (!given.isObject()) {
      throw body.wrong("volumes", "a list of paths or an object by path", given);
    }
    JsonFields byPath = body.object("volumes").orElseThrow();
    ObjectNode mounts = told.putObject("volumes");
    for (String path : byPath.keys()) {
      ObjectNode mount = VolumeMount.reprinted(byPath, path, warnings);
      volumes.put(path, mount.toString());
      mounts.set(path, mount);
    }
    return Optional.of(volumes);
  }
}
