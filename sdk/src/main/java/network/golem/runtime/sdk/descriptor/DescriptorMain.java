package network.golem.runtime.sdk.descriptor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.definition.DefinitionException;
import network.golem.runtime.sdk.json.Json;

/// Run by a build, on the runtime's own class path: `DescriptorMain CLASS DIRECTORY` writes the
/// descriptor `ya-runtime-<name>.json` and the preset `ya-runtime-<name>/preset.json` of the
/// runtime CLASS into DIRECTORY, and prints its name.
///
/// The class is loaded, but not initialised: nothing of the author's runs.
public final class DescriptorMain {
  private static final int FAILED = 1;

  private DescriptorMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      fail(
          "DescriptorMain needs two words: the runtime's class and a directory, not "
              + args.length);
    }
    try {
      Class<?> type = Class.forName(args[0], false, DescriptorMain.class.getClassLoader());
      Definition definition = Definition.of(type);
      write(definition, Path.of(args[1]));
      System.out.println(definition.name());
    } catch (ClassNotFoundException _) {
      fail("there is no class " + args[0] + " on the runtime's class path");
    } catch (DefinitionException e) {
      fail(e.sentence());
    }
  }

  private static void write(Definition definition, Path directory) throws IOException {
    String folder = "ya-runtime-" + definition.name();
    Files.createDirectories(directory.resolve(folder));
    Files.writeString(
        directory.resolve(folder + ".json"),
        Json.pretty(DescriptorJson.of(definition, folder)) + "\n");
    Files.writeString(
        directory.resolve(folder).resolve("preset.json"),
        Json.pretty(PresetJson.of(definition)) + "\n");
  }

  private static void fail(String sentence) {
    System.err.println(sentence);
    System.exit(FAILED);
  }
}
