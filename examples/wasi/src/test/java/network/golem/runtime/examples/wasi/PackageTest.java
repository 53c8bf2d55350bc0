package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import network.golem.runtime.testkit.ProgramResult;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `deploy` checks a package, and says in one sentence what is wrong.
@RequiresWasmtime
@RuntimeTest(
    value = Wasi.class,
    args = {"--max-package", "16"})
class PackageTest {
  private static final byte[] MODULE = Modules.named("hello");

  private static void assertRefused(ProgramResult result, String message) {
    assertThat(result).failedWith(1);
    assertThat(result.stderr().lines().toList())
        .as("one sentence")
        .hasSize(1)
        .first()
        .asString()
        .contains(message);
  }

  private static ProgramResult deploy(RuntimeProgram program, String manifest) {
    return Packages.deploy(program, Packages.content(manifest, MODULE));
  }

  @Test
  void volumesAreTheMountPoints(RuntimeProgram program) {
    ProgramResult result =
        deploy(
            program,
            Packages.MANIFEST.replace(
                "}]}",
                "}], \"mount-points\": [{\"ro\": \"in\"}, {\"wo\": \"/out/\"}, {\"private\":"
                    + " \"/p\"}]}"));
    assertThat(result)
        .succeeded()
        .hasStdoutContaining("\"path\":\"/in\"")
        .hasStdoutContaining("\"path\":\"/out\"")
        .hasStdoutContaining("\"startMode\":\"blocking\"");
    assertThat(result.stdout()).doesNotContain("\"/p\"");
  }

  @Test
  void packageIsNeeded(RuntimeProgram program) throws IOException {
    assertRefused(
        program.deploy(), "a package is needed: a zip archive with manifest.json (--task-package)");
    assertRefused(
        program.with("--task-package", "/no/such.zip").deploy(),
        "the package such.zip does not exist");
    Path text = Files.writeString(program.workdir().resolve("text.zip"), "no archive");
    assertRefused(
        program.with("--task-package", text.toString()).deploy(),
        "the package text.zip is not a zip archive: ");
  }

  @Test
  void manifestIsNeeded(RuntimeProgram program) {
    Map<String, byte[]> content = new LinkedHashMap<>(Map.of("main.wasm", MODULE));
    assertRefused(Packages.deploy(program, content), "the package has no manifest.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{ | manifest.json is not JSON: ",
        "{} {} | manifest.json is not JSON: there is more after the end of the JSON (line 1)",
        "[] | manifest.json must be an object with id, name and entry-points",
        "{\"name\": \"n\"} | manifest.json: id must be a string",
        "{\"id\": \"i\"} | manifest.json: name must be a string",
        "{\"id\": \"i\", \"name\": \"n\", \"runtime\": \"aswasm\"} | is for the runtime 'aswasm'",
        "{\"id\": \"i\", \"name\": \"n\", \"runtime\": \"foo\"} | unknown runtime 'foo'; there is"
            + " 'wasi'",
        "{\"id\": \"i\", \"name\": \"n\", \"entry-points\": 7} | entry-points must be a list",
        "{\"id\": \"i\", \"name\": \"n\", \"entry-points\": [{}]} | the id of an entry point must"
            + " be",
        "{\"id\": \"i\", \"name\": \"n\", \"entry-points\": [{\"id\": \"a\", \"wasm-path\":"
            + " \"no\"}]} | the package has no file no, the entry point 'a'",
        "{\"id\": \"i\", \"name\": \"n\", \"entry-points\": [{\"id\": \"a\", \"wasm-path\":"
            + " \"../main.wasm\"}]} | the package has no file ../main.wasm, the entry point 'a'",
        "{\"id\": \"i\", \"name\": \"n\", \"entry-points\": [{\"id\": \"a\", \"wasm-path\":"
            + " \"main.wasm\"}, {\"id\": \"a\", \"wasm-path\": \"main.wasm\"}]} | two entry points"
            + " have",
        "{\"id\": \"i\", \"name\": \"n\", \"mount-points\": [{\"xx\": \"/a\"}]} | unknown kind of"
            + " mount point 'xx'; there are ro, rw, wo and private",
        "{\"id\": \"i\", \"name\": \"n\", \"mount-points\": [{\"rw\": \"/a/../b\"}]} | must not"
            + " contain",
        "{\"id\": \"i\", \"name\": \"n\", \"mount-points\": [{\"rw\": \"/\"}]} | only a private"
            + " mount point can be the root",
        "{\"id\": \"i\", \"name\": \"n\", \"mount-points\": [{\"rw\": \"/a\"}, {\"ro\": \"a/\"}]} |"
            + " two mount points have the path /a",
        "{\"id\": \"i\", \"name\": \"n\", \"mount-points\": [{}]} | an object with one key"
      })
  void manifestIsChecked(String manifest, String message, RuntimeProgram program) {
    assertRefused(deploy(program, manifest), message);
  }

  @Test
  void unknownKeysAreIgnored(RuntimeProgram program) {
    assertThat(deploy(program, Packages.MANIFEST.replace("{\"id\": \"t", "{\"x\": 1, \"id\": \"t")))
        .succeeded();
    assertThat(deploy(program, "{\"id\": \"i\", \"name\": \"n\", \"runtime\": null}")).succeeded();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(module (import \"env\" \"f\" (func))) | main.wasm imports env.f; there is only"
            + " wasi_snapshot",
        "(module (import \"wasi_unstable\" \"fd_write\" (func))) | main.wasm is built for"
            + " wasi_unstable",
        "(module (import \"wasi_snapshot_preview1\" \"nope\" (func))) | does not have: unknown"
            + " import",
        "(module (import \"wasi_snapshot_preview1\" \"fd_read\" (func))) | incompatible import"
            + " type",
        "(module (import \"host\" \"exit\" (func (param i32)))) | main.wasm imports host.exit;"
            + " there",
        "(module (memory i64 1)) | memory64",
        "(component) | main.wasm is not a WebAssembly module of version 1"
      })
  void moduleThatCannotRunIsRefused(String text, String message, RuntimeProgram program) {
    assertRefused(
        Packages.deploy(program, Packages.content(Packages.MANIFEST, Modules.of(text))), message);
  }

  @Test
  void whatIsNoModuleIsRefused(RuntimeProgram program) {
    assertRefused(
        Packages.deploy(program, Packages.content(Packages.MANIFEST, new byte[] {1, 2, 3})),
        "main.wasm is not WebAssembly");
    assertRefused(
        Packages.deploy(
            program, Packages.content(Packages.MANIFEST, Arrays.copyOf(MODULE, MODULE.length / 2))),
        "main.wasm ");
  }

  @Test
  void pathsMustNotLeadOut(RuntimeProgram program) {
    for (String name : new String[] {"../evil", "/etc/passwd", "a/../../b", "c:\\windows"}) {
      Map<String, byte[]> content = Packages.content(Packages.MANIFEST, MODULE);
      content.put(name, new byte[1]);
      assertRefused(
          Packages.deploy(program, content), "the path " + name + " leads out of the package");
    }
  }

  @Test
  void namesMustDiffer(RuntimeProgram program) throws IOException {
    Map<String, byte[]> content = Packages.content(Packages.MANIFEST, MODULE);
    content.put("main.wasn", MODULE);
    Path file = Modules.zip(program.workdir().resolve("package.zip"), content);
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.write(
        file, bytes.replace("main.wasn", "main.wasm").getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(
        program.with("--task-package", file.toString()).deploy(),
        "the package has two files main.wasm");
  }

  @Test
  void bombsAreRefused(RuntimeProgram program) throws IOException {
    Map<String, byte[]> content = Packages.content(Packages.MANIFEST, MODULE);
    content.put("zeros", new byte[8 * 1024 * 1024]);
    assertRefused(
        Packages.deploy(program, content), "zeros is compressed to less than 1/250 of its size");

    ByteArrayOutputStream large = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(large)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry("large"));
      zip.write(new byte[17 * 1024 * 1024]);
    }
    Path file = program.workdir().resolve("large.zip");
    Files.write(file, large.toByteArray());
    assertRefused(
        program.with("--task-package", file.toString()).deploy(),
        "unpacked, the package is larger than the limit of 16 MiB");
  }
}
