package network.golem.runtime.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A program that binds a record in each format of configuration files, and prints it three times.
final class Binding {
  record Settings(int port, List<String> names, Map<String, Duration> times) {}

  private Binding() {}

  static void main() {
    print(new JsonMapper(), "{\"port\": 1, \"names\": [\"a\"], \"times\": {\"b\": \"PT2S\"}}");
    print(new YAMLMapper(), "port: 1\nnames: [a]\ntimes: {b: PT2S}\n");
    print(new TomlMapper(), "port = 1\nnames = [\"a\"]\ntimes = {b = \"PT2S\"}\n");
  }

  private static void print(ObjectMapper mapper, String text) {
    System.out.println(mapper.readValue(text, Settings.class));
  }
}
