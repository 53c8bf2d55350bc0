package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.Presets;
import network.golem.runtime.provider.ProviderFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `golem-runtime list`: the runtimes of a provider's plugin directory, and what would keep the
/// provider from starting.
@Command(
    name = "list",
    description = "List the runtimes of a provider of this machine, and what is wrong with them.",
    footer = {"", "The exit code is 1 where the provider would not start."},
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class ListCommand extends ProviderCommand {
  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  /// @param presets their names, those that are not active in parentheses
  /// @param problems a sentence each
  private record Entry(
      Path file, Descriptor descriptor, List<String> presets, List<String> problems) {}

  @Override
  int call(ProviderFolders folders) throws MalformedFileException {
    Presets presets =
        Files.exists(folders.presets())
            ? Presets.read(folders.presets())
            : new Presets(List.of(), List.of());
    List<Entry> entries = new ArrayList<>();
    List<String> malformed = new ArrayList<>();
    for (Path file : folders.plugins().descriptorFiles()) {
      try {
        for (Descriptor descriptor : Descriptor.read(file)) {
          entries.add(entry(file, descriptor, presets, entries));
        }
      } catch (MalformedFileException e) {
        malformed.add(e.sentence());
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(entries) + "\n" : table(folders, entries));
    out.flush();
    malformed.forEach(this::complain);
    boolean well = entries.stream().allMatch(entry -> entry.problems.isEmpty());
    return well && malformed.isEmpty() ? 0 : Main.FAILED;
  }

  private static Entry entry(
      Path file, Descriptor descriptor, Presets presets, List<Entry> before) {
    List<String> problems = new ArrayList<>();
    Stream.concat(Stream.of(descriptor.supervisorPath()), descriptor.runtimePath().stream())
        .filter(path -> !Files.exists(path))
        .forEach(path -> problems.add("there is no " + path));
    for (Entry other : before) {
      if (other.descriptor.name().equals(descriptor.name())) {
        problems.add("the name is taken by " + other.file + ", and only one of them is used");
      }
    }
    return new Entry(
        file,
        descriptor,
        presets.presets().stream()
            .filter(preset -> preset.exeunitName().equals(descriptor.name()))
            .map(Preset::name)
            .map(name -> presets.active().contains(name) ? name : "(" + name + ")")
            .toList(),
        problems);
  }

  private static String table(ProviderFolders folders, List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    text.append("plugins ").append(folders.plugins().folder()).append('\n');
    text.append("presets ").append(folders.presets()).append("\n\n");
    int width = entries.stream().mapToInt(entry -> title(entry).length()).max().orElse(0);
    for (Entry entry : entries) {
      String title = title(entry);
      String offered =
          entry.presets.isEmpty() ? "no preset" : "presets " + String.join(", ", entry.presets);
      text.append(title)
          .append(" ".repeat(width - title.length() + 2))
          .append(offered)
          .append('\n');
      entry.problems.forEach(problem -> text.append("  ! ").append(problem).append('\n'));
    }
    return entries.isEmpty() ? text.append("no runtimes\n").toString() : text.toString();
  }

  private static String title(Entry entry) {
    return entry.descriptor.name() + " " + entry.descriptor.version();
  }

  private static String json(List<Entry> entries) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (Entry entry : entries) {
      ObjectNode object = array.addObject();
      object.put("name", entry.descriptor.name());
      object.put("version", entry.descriptor.version());
      object.put("descriptor", entry.file.toString());
      ArrayNode presets = object.putArray("presets");
      entry.presets.forEach(presets::add);
      ArrayNode problems = object.putArray("problems");
      entry.problems.forEach(problems::add);
    }
    return array.toPrettyString();
  }
}
