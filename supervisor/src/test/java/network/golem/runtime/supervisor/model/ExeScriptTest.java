package network.golem.runtime.supervisor.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.provider.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reading scripts, and the errors for those that a node would refuse.
class ExeScriptTest {
  @TempDir Path folder;

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("exescript.json"), json);
  }

  private ExeScript read(String json) throws Exception {
    return ExeScript.read(file(json));
  }

  private ExeCommand.Deploy deploy(String volumes) throws Exception {
    ExeScript script = read("[{\"deploy\": {\"volumes\": " + volumes + "}}]");
    return (ExeCommand.Deploy) script.commands().getFirst();
  }

  @Test
  void readsEveryCommandWithAllKeys() throws Exception {
    ExeScript script =
        read(
            """
            [
              {"deploy": {
                "net": [{"id": "n", "ip": "10.0.0.0", "nodeIp": "10.0.0.2", "nodes": {}}],
                "hosts": {"db": "10.0.0.3"},
                "hostname": "worker",
                "volumes": ["/in"],
                "progress": {"updateInterval": "1s"}
              }},
              {"start": {"args": ["a", "-b", ""]}},
              {"run": {
                "entry_point": "/bin/echo",
                "args": ["x y", "--"],
                "capture": {"stdout": {"stream": {}}, "stderr": {"atEnd": {"tail": 9}}}
              }},
              {"transfer": {"from": "container:/a", "to": "http://b", "format": "tar", "depth": 1}},
              {"sign": {}},
              {"terminate": {}}
            ]
            """);
    assertThat(script.commands())
        .containsExactly(
            new ExeCommand.Deploy(
                Optional.of("worker"),
                Map.of("db", "10.0.0.3"),
                Optional.of(Map.of("/in", "{\"host\":{}}")),
                List.of(
                    new PrivateNetwork(
                        "n", "10.0.0.0", Optional.empty(), Optional.empty(), "10.0.0.2", Map.of())),
                Optional.of(Duration.ofSeconds(1))),
            new ExeCommand.Start(List.of("a", "-b", "")),
            new ExeCommand.Run(
                "/bin/echo",
                List.of("x y", "--"),
                new Capture(
                    Optional.of(new CaptureMode(Long.MAX_VALUE, 0, true, false)),
                    Optional.of(new CaptureMode(0, 9, false, false)))),
            new ExeCommand.Transfer("container:/a", "http://b", Optional.empty()),
            new ExeCommand.Sign(),
            new ExeCommand.Terminate());
    assertThat(script.warnings())
        .singleElement()
        .asString()
        .endsWith(
            "format, depth have no effect, as on a node: one file is moved as it is, and"
                + " nothing is packed or unpacked");
  }

  @Test
  void missingKeysHaveDefaults() throws Exception {
    ExeScript script =
        read("[{\"deploy\": {}}, {\"start\": {}}, {\"run\": {\"entry_point\": \"x\"}}]");
    assertThat(script.commands())
        .containsExactly(
            new ExeCommand.Deploy(
                Optional.empty(), Map.of(), Optional.empty(), List.of(), Optional.empty()),
            new ExeCommand.Start(List.of()),
            new ExeCommand.Run("x", List.of(), new Capture(Optional.empty(), Optional.empty())));
    assertThat(script.warnings()).isEmpty();
    assertThat(read("[]").commands()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"deploy": {"env": {"A": "b"}}}                 | FILE: entry 1, key 'deploy': 'env' has no effect, as on a node
          {"run": {"entry_point": "x", "entryPoint": ""}} | FILE: entry 1, key 'run': unknown key 'entryPoint' in run is ignored, as on a node
          {"run": {"entry_point": "x", "capture": {"stdin": {}}}} | FILE: entry 1, key 'run', key 'capture': only stdout and stderr can be captured, and 'stdin' is ignored, as on a node
          {"run": {"entry_point": "x", "capture": {"stdout": {"atEnd": {"part": {"head": 3}}}}}} | FILE: entry 1, key 'run', key 'capture', key 'stdout', key 'atEnd': 'part' has no effect, as on a node: head, tail and headTail belong in atEnd itself
          {"run": {"entry_point": "x", "capture": {"stdout": {"atEnd": {"head": 3, "tail": 3}}}}} | FILE: entry 1, key 'run', key 'capture', key 'stdout', key 'atEnd': 'tail' has no effect, as on a node: only one of head, tail and headTail counts, if it is a number of bytes
          {"run": {"entry_point": "x", "capture": {"stderr": {"stream": {"stream": 3}}}}} | FILE: entry 1, key 'run', key 'capture', key 'stderr', key 'stream': 'stream' has no effect, as on a node: 'limit' sets the maximum
          {"deploy": {"volumes": {"/v": {"ram": {"size": 1, "errors": "panic"}}}}} | FILE: entry 1, key 'deploy', key 'volumes', key '/v', key 'ram': unknown key 'errors' in ram is ignored, as on a node
          {"terminate": {"now": true}}                    | FILE: entry 1, key 'terminate': unknown key 'now' in terminate is ignored, as on a node
          """)
  void ignoredKeysCauseWarnings(String command, String sentence) throws Exception {
    Path file = file("[" + command + "]");
    assertThat(ExeScript.read(file).warnings())
        .containsExactly(sentence.replace("FILE", file.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "10GiB"    | 10.7 GB
          "2.5GiB"   | 2.7 GB
          1234567    | 1.2 MB
          "1234567"  | 1.2 MB
          1500       | 1.5 KB
          "1500 b"   | 1.5 KB
          "3TiB"     | 3.3 TB
          512        | 512 B
          0          | 0 B
          "0.5 kib"  | 512 B
          "1.55KB"   | 1.6 KB
          "2 pb"     | 2.0 PB
          "9999999999999999999999999g" | 18.4 EB
          18446744073709551615         | 18.4 EB
          1152921504606846976          | 1152.9 PB
          1152921508000000000          | 1.2 EB
          999999999999999999           | 1000.0 PB
          """)
  void sizesAreRoundedAndPrintedInSiUnits(String written, String printed) throws Exception {
    assertThat(deploy("{\"/v\": {\"ram\": {\"size\": " + written + "}}}").volumes().orElseThrow())
        .containsExactly(Map.entry("/v", "{\"ram\":{\"size\":\"" + printed + "\"}}"));
  }

  @Test
  void listOfVolumesMeansHostDirectories() throws Exception {
    assertThat(deploy("[\"/b\", \"/a\"]").volumes().orElseThrow())
        .containsExactly(Map.entry("/b", "{\"host\":{}}"), Map.entry("/a", "{\"host\":{}}"));
    assertThat(deploy("null").volumes()).isEmpty();
  }

  @Test
  void objectDefinesEachVolume() throws Exception {
    assertThat(
            deploy(
                    """
                    {
                      "/host": {"host": {}},
                      "/ram": {"ram": {"size": "1GB"}},
                      "/disk": {"storage": {"size": "10GiB", "preallocate": "2.5GiB", "errors": "panic"}}
                    }
                    """)
                .volumes()
                .orElseThrow())
        .containsExactly(
            Map.entry("/host", "{\"host\":{}}"),
            Map.entry("/ram", "{\"ram\":{\"size\":\"1000.0 MB\"}}"),
            Map.entry(
                "/disk",
                "{\"storage\":{\"size\":\"10.7 GB\",\"preallocate\":\"2.7"
                    + " GB\",\"errors\":\"panic\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"deploy": {}}                             | FILE must contain a JSON array, not an object
          ["deploy"]                                 | FILE: entry 1 must be an object, not "deploy"
          [{"deploy": {}}, {}]                       | FILE: entry 2 must have one key, the command's name, not []
          [{"deploy": {}, "start": {}}]              | FILE: entry 1 must have one key, the command's name, not [deploy, start]
          [{"stop": {}}]                             | FILE: entry 1: unknown command 'stop': expected one of deploy, start, run, transfer, terminate, sign
          [{"Run": {}}]                              | FILE: entry 1: unknown command 'Run': expected one of deploy, start, run, transfer, terminate, sign; did you mean 'run'?
          [{"start": null}]                          | FILE: entry 1: 'start' must be an object, not null
          [{"start": ["a"]}]                         | FILE: entry 1, key 'start': 'args' must be a list of strings, not "a"
          [{"start": {"args": "a"}}]                 | FILE: entry 1, key 'start': 'args' must be a list of strings, not "a"
          [{"start": {"args": ["a", 1]}}]            | FILE: entry 1, key 'start': 'args' must be a list of strings, not 1
          [{"run": {}}]                              | FILE: entry 1, key 'run': required key 'entry_point' is missing (a string)
          [{"run": {"entrypoint": "x"}}]             | FILE: entry 1, key 'run': required key 'entry_point' is missing (a string); found 'entrypoint' instead
          [{"run": {"entry_point": "x", "capture": {"stdout": {"stram": {}}}}}] | FILE: entry 1, key 'run', key 'capture', key 'stdout' must have one key, atEnd or stream, not [stram]; did you mean 'stream'?
          [{"deploy": {"volumes": {"/a": {"sotrage": {}}}}}] | FILE: entry 1, key 'deploy', key 'volumes': '/a' must have one of host, ram and storage as its only key; did you mean 'storage'?
          [{"run": {"entry_point": ["x"]}}]          | FILE: entry 1, key 'run': 'entry_point' must be a string, not a list
          [{"run": {"entry_point": "x", "capture": {"stdout": 1}}}] | FILE: entry 1, key 'run', key 'capture', key 'stdout' must be an object, not 1
          [{"transfer": {"from": "a"}}]              | FILE: entry 1, key 'transfer': required key 'to' is missing (a string)
          [{"deploy": {"hostname": 1}}]              | FILE: entry 1, key 'deploy': 'hostname' must be a string, not 1
          [{"deploy": {"hosts": {"a": 1}}}]          | FILE: entry 1, key 'deploy', key 'hosts': 'a' must be a string, not 1
          [{"deploy": {"net": {}}}]                  | FILE: entry 1, key 'deploy': 'net' must be a list of objects, not an object
          [{"deploy": {"volumes": "/a"}}]            | FILE: entry 1, key 'deploy': 'volumes' must be a list of paths or an object by path, not "/a"
          [{"deploy": {"volumes": {"/a": {}}}}]      | FILE: entry 1, key 'deploy', key 'volumes': '/a' must have one of host, ram and storage as its only key
          [{"deploy": {"volumes": {"/a": {"ram": {}}}}}] | FILE: entry 1, key 'deploy', key 'volumes': '/a' needs a 'size', such as "10GiB"
          [{"deploy": {"volumes": {"/a": {"ram": {"size": "big"}}}}}] | FILE: entry 1, key 'deploy', key 'volumes', key '/a', key 'ram': 'size' must be a size like 1024, "10GiB" or "1.5 GB", not "big"
          [{"deploy": {"volumes": {"/a": {"ram": {"size": -1}}}}}] | FILE: entry 1, key 'deploy', key 'volumes', key '/a', key 'ram': 'size' must be a size like 1024, "10GiB" or "1.5 GB", not -1
          [{"deploy": {"volumes": {"/a": {"ram": {"size": "1bb"}}}}}] | FILE: entry 1, key 'deploy', key 'volumes', key '/a', key 'ram': 'size' must be a size like 1024, "10GiB" or "1.5 GB", not "1bb"
          [{"deploy": {"volumes": {"/a": {"ram": {"size": ".g"}}}}}] | FILE: entry 1, key 'deploy', key 'volumes', key '/a', key 'ram': 'size' must be a size like 1024, "10GiB" or "1.5 GB", not ".g"
          [{"run": []}]                              | FILE: entry 1, key 'run': required key 'entry_point' is missing (a string)
          [{"run": ["x", [], null, 1]}]              | FILE: entry 1, key 'run' must be an object, not a list of 4 values
          [{"run": {"entry_point": "x", "args": null}}] | FILE: entry 1, key 'run': 'args' must not be null; omit it
          [{"deploy": {"progress": {"updateInterval": "1 s 2"}}}] | FILE: entry 1, key 'deploy', key 'progress': 'updateInterval' must be a time such as "1s" or "1m 30s", not "1 s 2"
          [{"deploy": {}},]                          | FILE, line 1, column 17: invalid JSON: trailing comma before ']'; remove it
          [{"deploy": {}, "deploy": {}}]             | FILE, line 1, column 25: invalid JSON: duplicate Object property "deploy"
          """)
  void malformedScriptIsRefused(String json, String sentence) throws Exception {
    Path file = file(json);
    assertThatThrownBy(() -> ExeScript.read(file))
        .isInstanceOf(ProviderException.class)
        .hasMessage(sentence.replace("FILE", file.toString()));
  }

  @Test
  void keyThatResemblesAKnownOneIsNamed() throws Exception {
    Path file =
        file(
            """
            [{"deploy": {"volums": [], "progress": {"updateIntervall": "1s"},
                         "net": [{"id": "a", "ip": "b", "nodeIp": "c", "nodes": {}, "gatway": "d"}]}},
             {"run": {"entry_point": "x", "agrs": ["y"], "comment": "z", "capture": {"stdot": 1}}}]
            """);

    assertThat(ExeScript.read(file).warnings())
        .extracting(warning -> warning.replace(file.toString(), "FILE"))
        .containsExactlyInAnyOrder(
            "FILE: entry 1, key 'deploy': unknown key 'volums' in deploy is ignored, as on a node;"
                + " did you mean 'volumes'?",
            "FILE: entry 1, key 'deploy', key 'progress': unknown key 'updateIntervall' is"
                + " ignored, as on a node; did you mean 'updateInterval'?",
            "FILE: entry 1, key 'deploy', key 'net', entry 1: unknown key 'gatway' is ignored, as"
                + " on a node; did you mean 'gateway'?",
            "FILE: entry 2, key 'run': unknown key 'agrs' in run is ignored, as on a node; did you"
                + " mean 'args'?",
            "FILE: entry 2, key 'run': unknown key 'comment' in run is ignored, as on a node",
            "FILE: entry 2, key 'run', key 'capture': only stdout and stderr can be captured, and"
                + " 'stdot' is ignored, as on a node; did you mean 'stdout'?");
  }

  @Test
  void scriptOnAStreamIsReadLikeAFile() throws Exception {
    assertThat(ExeScript.read(stream("[{\"deploy\": {}}]")).entries()).hasSize(1);
    assertThatThrownBy(() -> ExeScript.read(stream("[")))
        .isInstanceOf(ProviderException.class)
        .hasMessage(
            "standard input, line 1, column 2: invalid JSON: unexpected end: ']' is missing");
  }

  private static InputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }
}
