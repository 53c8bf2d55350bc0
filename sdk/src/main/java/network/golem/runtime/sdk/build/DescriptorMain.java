package network.golem.runtime.sdk.build;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.sdk.commandline.AuthorOptions;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.definition.DefinitionException;
import network.golem.runtime.sdk.definition.PackagedDefinition;
import network.golem.runtime.sdk.json.Json;
import network.golem.runtime.sdk.logging.LastingLogManager;
import network.golem.runtime.sdk.logging.LoggingSetup;

/// Run by a build, on the runtime's own class path: `DescriptorMain CLASS DIRECTORY` writes the
/// descriptor `ya-runtime-<name>.json` and the preset `ya-runtime-<name>/preset.json` of the
/// runtime CLASS into DIRECTORY, and prints its name, then, a line each, the options that its Java
/// is to be started with, and `option N NAME` for each option of the runtime's own command line,
/// which at least N words follow.
///
/// The class is loaded, but not initialized, so none of the author's code runs.
public final class DescriptorMain {
  private static final int FAILED = 1;

  /// The options with which every launcher starts Java. They configure logging, because a class may
  /// log before its `main` begins.
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Djava.util.logging.manager=" + LastingLogManager.class.getName(),
          "-Djava.util.logging.config.class=" + LoggingSetup.class.getName());

  private DescriptorMain() {}

  public static void main(String[] words) throws IOException {
    int code = run(List.of(words), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(List<String> words, PrintStream out, PrintStream err) throws IOException {
    if (words.size() != 2) {
      err.println("DescriptorMain expects the runtime's class and a directory, not " + words);
      return FAILED;
    }
    try {
      Class<?> type = Class.forName(words.get(0), false, DescriptorMain.class.getClassLoader());
      Definition definition = Definition.of(type);
      if (MainMethod.of(type).isEmpty()) {
        throw new DefinitionException(
            "%s has no main method; add static void main(String[] args) {"
                + " GolemRuntime.launch(%s::new, args); }",
            type.getName(), type.getSimpleName());
      }
      AuthorOptions options = AuthorOptions.of(type);
      write(definition, Path.of(words.get(1)));
      out.println(definition.name());
      jvmOptions(type).forEach(out::println);
      options
          .followingWords()
          .forEach((option, following) -> out.println("option " + following + " " + option));
      return 0;
    } catch (ClassNotFoundException _) {
      err.println("class not found on the runtime's class path: " + words.get(0));
    } catch (LinkageError e) {
      err.println("the class " + words.get(0) + " cannot be loaded: " + e);
    } catch (DefinitionException e) {
      err.println(e.sentence());
    }
    return FAILED;
  }

  /// The options with which the Java of a runtime must be started.
  ///
  /// @param type the runtime's class
  public static List<String> jvmOptions(Class<?> type) {
    List<String> options = new ArrayList<>(JVM_OPTIONS);
    options.add(
        "-D" + PackagedDefinition.PROPERTY + "=" + PackagedDefinition.text(Definition.of(type)));
    options.add("-D" + AuthorOptions.PROPERTY + "=" + AuthorOptions.of(type).text());
    return options;
  }

  /// Writes the descriptor and the preset of a runtime.
  ///
  /// @param type the runtime's class
  /// @return the runtime's name
  public static String write(Class<?> type, Path directory) throws IOException {
    Definition definition = Definition.of(type);
    write(definition, directory);
    return definition.name();
  }

  private static void write(Definition definition, Path directory) throws IOException {
    String runtimeDirectory = "ya-runtime-" + definition.name();
    String descriptor = Json.pretty(DescriptorJson.of(definition, runtimeDirectory)) + "\n";
    String preset = Json.pretty(PresetJson.of(definition)) + "\n";
    Files.createDirectories(directory.resolve(runtimeDirectory));
    Files.writeString(directory.resolve(runtimeDirectory + ".json"), descriptor);
    Files.writeString(directory.resolve(runtimeDirectory).resolve("preset.json"), preset);
  }
}
