package network.golem.runtime.supervisor.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.JsonFile;
import network.golem.runtime.provider.ProviderException;

/// A requestor's script: commands, one after another.
///
/// @param warnings one sentence for each thing in the script that has no effect
public record ExeScript(List<Entry> entries, List<String> warnings) {
  public ExeScript {
    entries = List.copyOf(entries);
    warnings = List.copyOf(warnings);
  }

  /// A command, and how a node's supervisor reports it.
  ///
  /// @param json an object with one key, the command's name, and all keys that the supervisor knows
  public record Entry(ExeCommand command, String json) {}

  /// Reads a script: a JSON array of objects with one key each.
  public static ExeScript read(Path file) throws ProviderException {
    return of(JsonFile.objects(file));
  }

  /// Reads a script from a stream, which messages call standard input.
  public static ExeScript read(InputStream in) throws ProviderException, IOException {
    return of(JsonFile.objects(Path.of("standard input"), in));
  }

  private static ExeScript of(List<JsonFields> objects) throws ProviderException {
    List<Entry> entries = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (JsonFields entry : objects) {
      if (entry.keys().size() != 1) {
        throw new ProviderException(
            entry.place() + " must have one key, the command's name, not " + entry.keys());
      }
      entries.add(CommandReader.read(entry, warnings));
    }
    return new ExeScript(entries, warnings);
  }

  /// Only the commands.
  public List<ExeCommand> commands() {
    return entries.stream().map(Entry::command).toList();
  }
}
