package network.golem.runtime.sdk.commandline;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.golem.runtime.sdk.definition.DefinitionException;
import network.golem.runtime.sdk.definition.EncodedFields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.InitializationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The options and positionals that an author declares with picocli's annotations. Their names are
/// read from the annotations, or passed by the launcher. picocli itself, which is expensive at
/// start-up, runs only if there is something for it to do.
public final class AuthorOptions {

  /// How many arguments an option takes: at least `min`, at most `max`.
  record Arity(int min, int max) {}

  /// The system property that contains them, if the runtime was packaged.
  public static final String PROPERTY = "golem.runtime.options";

  private final Class<?> type;
  private final Map<String, Arity> options = new TreeMap<>();

  /// How many words they take at most.
  private int positionals;

  /// What can be assigned without picocli; `null` if nothing can.
  private @Nullable PlainOptions plain;

  private AuthorOptions(Class<?> type) {
    this.type = type;
  }

  /// The options that `type` and its superclasses declare: from the launcher, otherwise from the
  /// annotations.
  public static AuthorOptions of(Class<?> type) {
    AuthorOptions options = new AuthorOptions(type);
    EncodedFields.handedOver(PROPERTY, type)
        .ifPresentOrElse(options::readFields, options::readAnnotations);
    return options;
  }

  /// For a class that declares none.
  public static AuthorOptions none(Class<?> type) {
    return new AuthorOptions(type);
  }

  /// The property's value.
  public String text() {
    EncodedFields fields = EncodedFields.about(type).add("positionals", positionals);
    options.forEach((name, arity) ->
        fields.add("option", name).add("option", arity.min()).add("option", arity.max()));
    if (plain != null) {
      plain.addTo(fields);
    }
    return fields.toString();
  }

  /// How many words follow each option at least, the supervisor's included: all that a launcher has
  /// to know to find the phase among the words. Whatever else follows an option is never the word
  /// of a phase.
  public Map<String, Integer> followingWords() {
    Map<String, Integer> following = new TreeMap<>();
    for (SupervisorOption option : SupervisorOption.values()) {
      following.put(option.word, 1);
      if (!option.shortWord().isEmpty()) {
        following.put(option.shortWord(), 1);
      }
    }
    options.forEach((name, arity) -> following.put(name, arity.min()));
    return following;
  }

  private void readAnnotations() {
    read(type);
    plain = PlainAnnotations.read(type);
  }

  private void readFields(EncodedFields fields) {
    positionals = Integer.parseInt(fields.value("positionals"));
    List<String> values = fields.values("option");
    for (int i = 0; i < values.size(); i += 3) {
      options.put(
          values.get(i),
          new Arity(Integer.parseInt(values.get(i + 1)), Integer.parseInt(values.get(i + 2))));
    }
    plain = PlainOptions.in(fields);
  }

  /// How many arguments the option takes, or `null` if the author declares none of that name.
  @Nullable Arity arity(String name) {
    return options.get(name);
  }

  boolean hasPositionals() {
    return positionals > 0;
  }

  /// How many words the positionals take at most.
  int positionals() {
    return positionals;
  }

  /// Sets the fields of `definition`, including defaults.
  public void apply(Object definition, List<String> words) throws UsageException {
    if (options.isEmpty() && positionals == 0) {
      return;
    }
    if (plain != null && plain.apply(definition, words)) {
      return;
    }
    CommandLine picocli = new CommandLine(spec(definition));
    picocli.setExpandAtFiles(false); // an argument must never name a file to read
    picocli.setInterpolateVariables(true);
    try {
      picocli.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new UsageException(OptionErrors.sentence(e) + "; see --help");
    }
  }

  /// @throws DefinitionException if picocli refuses the annotations
  private static CommandSpec spec(Object definition) {
    try {
      return CommandSpec.forAnnotatedObject(definition);
    } catch (InitializationException e) {
      throw new DefinitionException(
          "the options of %s cannot be used: %s",
          definition.getClass().getName(), String.valueOf(e.getMessage()));
    }
  }

  /// The help message of the whole runtime.
  public static String help(Object definition, String name, String description) {
    AuthorOptions own = of(definition.getClass());
    CommandSpec spec =
        (own.options.isEmpty() && !own.hasPositionals()
                ? CommandSpec.create() // picocli refuses a class without any options
                : spec(definition))
            .name(name);
    spec.usageMessage()
        .description(description.replace("%", "%%"))
        .customSynopsis(name + " [OPTIONS] PHASE [REQUESTOR'S ARGUMENTS...]")
        .footer(
            "",
            "Phases:",
            "  deploy           Prepare the workdir; print what the supervisor needs.",
            "  start [ARG...]   Prepare for commands; in server mode, serve requests from stdin.",
            "  run [--entrypoint PROGRAM] [--] ARG...",
            "                   Execute one command and exit with its exit code.",
            "  offer-template   Print the contents of the provider's offer.",
            "  test             Check whether the runtime works on this machine.");
    for (SupervisorOption option : SupervisorOption.values()) {
      if (!spec.optionsMap().containsKey(option.word)) {
        spec.addOption(
            OptionSpec.builder(option.word)
                .paramLabel(option.value)
                .type(String.class)
                .description(option.description)
                .build());
      }
    }
    addFlag(spec, "Show this help and exit.", "-h", "--help");
    addFlag(spec, "Show the name and the version and exit.", "-V", "--version");
    StringWriter text = new StringWriter();
    new CommandLine(spec).usage(new PrintWriter(text, true), CommandLine.Help.Ansi.OFF);
    return text.toString();
  }

  private static void addFlag(CommandSpec spec, String description, String... names) {
    List<String> free =
        List.of(names).stream().filter(name -> !spec.optionsMap().containsKey(name)).toList();
    if (!free.isEmpty()) {
      spec.addOption(
          OptionSpec.builder(free.toArray(String[]::new)).description(description).build());
    }
  }

  private void read(@Nullable Class<?> type) {
    if (type == null || type == Object.class) {
      return;
    }
    for (Field field : type.getDeclaredFields()) {
      read(field, field.getType());
    }
    for (Method method : type.getDeclaredMethods()) {
      if (method.isBridge()) { // the compiler copies annotations to it
        continue;
      }
      Class<?>[] parameters = method.getParameterTypes();
      read(method, parameters.length == 1 ? parameters[0] : method.getReturnType());
    }
    read(type.getSuperclass());
  }

  private void read(AnnotatedElement member, Class<?> type) {
    Option option = member.getAnnotation(Option.class);
    if (option != null) {
      Arity arity = arity(option.arity(), type);
      for (String name : option.names()) {
        put(name, arity, member);
        if (option.negatable() && name.startsWith("--")) {
          put(
              name.startsWith("--no-") ? "--" + name.substring(5) : "--no-" + name.substring(2),
              arity,
              member);
        }
      }
    }
    Parameters positional = member.getAnnotation(Parameters.class);
    if (positional != null) {
      positionals = Math.max(positionals, end(positional, type));
    }
    if (member.isAnnotationPresent(Mixin.class) || member.isAnnotationPresent(ArgGroup.class)) {
      read(type);
    }
  }

  private void put(String name, Arity arity, AnnotatedElement member) {
    if (options.put(name, arity) != null) {
      throw new DefinitionException(
          "%s declares the option %s a second time, at %s", type.getName(), name, member);
    }
  }

  /// The index behind the last word that a positional can take.
  private static int end(Parameters positional, Class<?> type) {
    return PlainAnnotations.isAtMostOneWord(positional, type)
            && positional.index().matches("[0-9]{1,4}")
        ? Integer.parseInt(positional.index()) + 1
        : Integer.MAX_VALUE;
  }

  private static Arity arity(String declared, Class<?> type) {
    if (declared.isEmpty()) {
      int words = type == boolean.class || type == Boolean.class ? 0 : 1;
      return new Arity(words, words);
    }
    CommandLine.Range range = CommandLine.Range.valueOf(declared);
    return new Arity(range.min(), range.max());
  }
}
