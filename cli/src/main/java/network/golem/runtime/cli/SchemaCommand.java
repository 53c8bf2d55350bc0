package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import network.golem.runtime.supervisor.model.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `golem-runtime schema`: prints a JSON schema, with which an editor completes and checks a file.
@Command(
    name = "schema",
    description = "Print the JSON schema of an ExeScript or an agreement, for an editor.",
    footer = {
      "",
      "golem-runtime schema script >exescript.schema.json",
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class SchemaCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "KIND",
      description = "The kind of file: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Kinds.class,
      converter = KindConverter.class)
  Schema kind;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(kind.text());
    out.flush();
    return 0;
  }

  private static List<String> kinds() {
    return Stream.of(Schema.values()).map(Schema::toString).toList();
  }

  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return kinds().iterator();
    }
  }

  private static final class KindConverter implements ITypeConverter<Schema> {
    @Override
    public Schema convert(String given) {
      return Stream.of(Schema.values())
          .filter(schema -> schema.toString().equals(given))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "expected " + String.join(" or ", kinds()) + ", not '" + given + "'"));
    }
  }
}
