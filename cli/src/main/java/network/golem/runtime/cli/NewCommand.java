package network.golem.runtime.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.cli.Checkout.NotInstalledException;
import network.golem.runtime.cli.NewProject.InvalidNameException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `golem-runtime new NAME`: creates a project that builds, tests, packages and plays as it is.
@Command(
    name = "new",
    description =
        "Create a Maven project for a runtime: a class, its tests, an ExeScript and a README.",
    footer = {
      "",
      "On a terminal, it asks for what the command line does not say.",
      "",
      "The exit code is 0 if the project was created, 1 if not, 2 if the arguments are invalid."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class NewCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description =
          "The name of the runtime, and of the directory that is created for it: lower-case"
              + " letters, digits and hyphens.")
  @Nullable String name;

  @Option(
      names = "--template",
      paramLabel = "TEMPLATE",
      converter = TemplateConverter.class,
      description = {
        "What the runtime does at first:",
        "greeter: prints, and bills per greeting (default);",
        "shell: executes programs, and bills their processor time;",
        "service: starts a server, which lives as long as the activity;",
        "notebook: each command is a process (default with --mode one-shot)."
      })
  @Nullable Template template;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ModeConverter.class,
      description =
          "How a supervisor talks to it, server or one-shot. Default: the template's mode.")
  Template.@Nullable Mode mode;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The package of its classes. Default: com.example.NAME, without hyphens.")
  @Nullable String packageName;

  @Option(
      names = {"-y", "--yes"},
      description = "Ask nothing; use the defaults.")
  boolean yes;

  @Option(
      names = "--checkout",
      paramLabel = "DIR",
      description =
          "A checkout of the SDK, to be installed into the local Maven repository first. The"
              + " script golem-runtime of a checkout passes its own.")
  @Nullable Path checkout;

  /// The terminal was closed before a question was answered.
  private static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException() {
      super("no answer, and nothing was created");
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Checkout> source = source();
    NewProject project;
    try {
      project = project();
    } catch (NoAnswerException e) {
      return failed(String.valueOf(e.getMessage()));
    }
    Path directory = Path.of(project.name());
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return failed(existing(directory));
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (source.isPresent()) {
        install(source.get(), out);
      }
      project.write(directory);
    } catch (NotInstalledException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (FileAlreadyExistsException _) {
      return failed(existing(directory));
    } catch (AccessDeniedException _) {
      return failed("cannot create " + directory.toAbsolutePath() + ": permission denied");
    } catch (IOException e) {
      return failed("cannot create " + directory.toAbsolutePath() + ": " + e.getMessage());
    }
    out.printf(
        "created %s: template %s, class %s.%s%n",
        directory, project.template(), project.packageName(), project.className());
    if (source.isEmpty()) {
      out.println(
          "It needs the SDK in the local Maven repository: nothing is published yet, and"
              + " 'golem-runtime new' of a checkout installs it.");
    }
    String tool = source.map(Checkout::command).orElse("golem-runtime");
    out.printf("%nNext:%n  cd %s && mvn verify%n  %s run exescript.json%n", directory, tool);
    return 0;
  }

  private static void install(Checkout source, PrintWriter out)
      throws NotInstalledException, InterruptedException {
    out.println(
        "Nothing is published yet: installing the SDK into the local Maven repository, from "
            + source.root());
    Path installed;
    try (Progress progress = new Progress(Style.ofTerminal())) {
      installed = source.install(progress::show);
    }
    out.println("installed " + installed);
  }

  private Optional<Checkout> source() {
    Path named = checkout;
    if (named == null) {
      return Optional.empty();
    }
    Checkout source = new Checkout(named.toAbsolutePath().normalize());
    if (!source.isOne()) {
      throw wrong("--checkout " + named + " is not a checkout of the Golem Runtime SDK");
    }
    return Optional.of(source);
  }

  private NewProject project() throws NoAnswerException {
    Optional<Console> console =
        yes ? Optional.empty() : Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (name == null && console.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "missing required parameter: 'NAME'");
    }
    try {
      if (name != null) {
        String _ = NewProject.checkName(name); // before anything is asked
      }
      String named = given(name, console, "Name", "my-runtime", NewProject::checkName);
      Template chosen =
          given(
              template,
              console,
              "Template (" + listed(choices()) + ")",
              usual().toString(),
              answer -> chosen(choices(), answer));
      if (mode != null && chosen.mode() != mode) {
        throw wrong(
            "the template %s is for the mode %s; for %s, use --template %s"
                .formatted(chosen, chosen.mode(), mode, mode.usual()));
      }
      String inPackage =
          given(
              packageName,
              console,
              "Package",
              NewProject.usualPackage(named),
              NewProject::checkPackage);
      return new NewProject(named, inPackage, chosen);
    } catch (InvalidNameException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private Template usual() {
    return mode == null ? Template.GREETER : mode.usual();
  }

  private List<Template> choices() {
    return Stream.of(Template.values())
        .filter(each -> mode == null || each.mode() == mode)
        .toList();
  }

  private static String listed(List<?> choices) {
    return choices.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static <T> T chosen(List<T> choices, String answer) {
    return choices.stream()
        .filter(each -> each.toString().equals(answer))
        .findFirst()
        .orElseThrow(() ->
            new InvalidNameException(
                "expected one of " + listed(choices) + ", not '" + answer + "'"));
  }

  /// Reads `--template`.
  static final class TemplateConverter implements ITypeConverter<Template> {
    @Override
    public Template convert(String value) {
      return converted(List.of(Template.values()), value);
    }
  }

  /// Reads `--mode`.
  static final class ModeConverter implements ITypeConverter<Template.Mode> {
    @Override
    public Template.Mode convert(String value) {
      return converted(List.of(Template.Mode.values()), value);
    }
  }

  private static <T> T converted(List<T> choices, String value) {
    try {
      return chosen(choices, value);
    } catch (InvalidNameException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /// What the command line says; otherwise what the user answers; without one, the default.
  ///
  /// @param read reads an answer
  private static <T> T given(
      @Nullable T said,
      Optional<Console> console,
      String question,
      String usual,
      Function<String, T> read)
      throws NoAnswerException {
    if (said != null) {
      return said;
    }
    if (console.isEmpty()) {
      return read.apply(usual);
    }
    while (true) {
      String answer = console.get().readLine("%s [%s]: ", question, usual);
      if (answer == null) {
        throw new NoAnswerException();
      }
      try {
        return read.apply(answer.isBlank() ? usual : answer.strip());
      } catch (InvalidNameException e) {
        console.get().printf("%s%n", e.getMessage());
      }
    }
  }

  private static String existing(Path directory) {
    return directory.toAbsolutePath() + " already exists; choose another name, or remove it";
  }

  private int failed(String sentence) {
    spec.commandLine().getErr().println("golem-runtime: " + sentence);
    return GolemRuntimeCommand.FAILED;
  }

  private InvalidArgument wrong(String sentence) {
    return new InvalidArgument(spec.commandLine(), sentence);
  }
}
