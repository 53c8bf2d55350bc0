package network.golem.runtime.sdk.build;

import java.nio.file.Path;
import network.golem.runtime.sdk.definition.EncodedFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Run by a build, on the runtime's own class path: `ScriptMain SCRIPT [TASK-PACKAGE]` prints the
/// runs of an ExeScript, and the package that they need, a line each, as [TrainingScript] reads
/// them, so that the trained process does not load a JSON parser.
public final class ScriptMain {
  private static final int FAILED = 1;

  private ScriptMain() {}

  public static void main(String[] words) {
    try {
      JsonNode script = JsonMapper.shared().readTree(Path.of(words[0]).toFile());
      if (!script.isArray()) {
        throw new IllegalArgumentException("it is not an array of commands");
      }
      if (words.length > 1) {
        System.out.println(new EncodedFields().add(TrainingScript.TASK_PACKAGE, words[1]));
      }
      for (JsonNode command : script) {
        JsonNode run = command.get("run");
        if (run != null) {
          System.out.println(line(run));
        }
      }
    } catch (JacksonException e) {
      refuse(words[0], e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      refuse(words[0], e.getMessage());
    }
  }

  private static EncodedFields line(JsonNode run) {
    JsonNode entryPoint = run.path("entry_point");
    if (!entryPoint.isString()) {
      throw new IllegalArgumentException("a run has no entry_point");
    }
    EncodedFields line = new EncodedFields().add(TrainingScript.RUN, entryPoint.asString());
    run.path("args").forEach(word -> line.add("arg", word.asString()));
    return line;
  }

  private static void refuse(String file, @Nullable String why) {
    System.err.println("the training script " + file + " is not an ExeScript: " + why);
    System.exit(FAILED);
  }
}
