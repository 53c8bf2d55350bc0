package network.golem.runtime.sdktests.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A package of modules with entry points and mount points, executed one-shot.
class WasiSketchTest {
  record Package(String path, Map<String, String> entryPoints) {}

  @RuntimeDef(name = "wasmtime", version = "0.2.1", mode = Mode.ONE_SHOT, image = true)
  static final class Wasi implements GolemRuntime {
    @Override
    public Deployment deploy(Activity activity) throws Exception {
      Path image =
          activity
              .taskPackage()
              .orElseThrow(() -> new RuntimeFailure(Code.BAD_REQUEST, "a package is needed"));
      JsonNode manifest;
      try (ZipFile zip = new ZipFile(image.toFile());
          InputStream in = zip.getInputStream(zip.getEntry("manifest.json"))) {
        manifest = JsonMapper.shared().readTree(in);
      }
      Map<String, String> entryPoints = new HashMap<>();
      manifest
          .path("entry-points")
          .forEach(entry ->
              entryPoints.put(entry.get("id").asString(), entry.get("wasm-path").asString()));
      activity.save(new Package(image.toString(), entryPoints));
      Deployment deployment = Deployment.of();
      for (JsonNode mount : manifest.path("mount-points")) {
        deployment = deployment.volume("/" + mount.iterator().next().asString());
      }
      return deployment;
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      String module = activity.saved(Package.class).entryPoints().get(command.program());
      if (module == null) {
        throw new RuntimeFailure(Code.NOT_FOUND, "no entry point " + command.program());
      }
      command.stdout().println(module + " " + command.arguments());
      command.stdout().println(Files.isDirectory(activity.volumes().path("/data")));
      return 3;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Wasi::new, args);
    }
  }

  @Test
  void entryPointIsExecuted(@TempDir Path directory) throws IOException {
    Path image = directory.resolve("package.zip");
    try (OutputStream out = Files.newOutputStream(image);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("manifest.json"));
      zip.write(
          """
          {"id": "x", "name": "x", "entry-points": [{"id": "main", "wasm-path": "a.wasm"}],
           "mount-points": [{"ro": "data"}]}
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    try (RuntimeProgram program =
        RuntimeProgram.of(Wasi.class).with("--task-package", image.toString())) {
      assertThat(program.deploy()).succeeded().hasStdoutContaining("\"startMode\":\"empty\"");
      assertThat(program.run("main", "-x")).failedWith(3).hasStdout("a.wasm [-x]\ntrue\n");
      assertThat(program.run("other")).failedWith(1).hasStderrContaining("no entry point other");
    }
  }
}
