package network.golem.runtime.packager;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import network.golem.runtime.packager.call.PackagerCall;

/// Packages a program. This is a step of a build, not a command for people.
public final class Main {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final Set<String> RUNTIME_OPTIONS =
      Set.of("--main", "--jar", "--class-path", "--output");
  private static final Set<String> MORE_RUNTIME_OPTIONS =
      Set.of(
          "--classes",
          "--java",
          "--jvm-options",
          "--modules",
          "--training",
          "--training-package",
          "--files",
          "--compression",
          "--steps");
  private static final Set<String> TOOL_OPTIONS = with(RUNTIME_OPTIONS, "--name");
  private static final String SYNOPSIS =
      """
      usage: runtime --main CLASS --jar JAR --class-path PATH --output DIR [--classes DIR]
                     [--java linked|build] [--jvm-options OPTIONS] [--modules MODULES]
                     [--training SCRIPT [--training-package FILE]] [--files DIR]
                     [--compression gzip|xz|zstd] [--steps yes]
             tool --name NAME --main CLASS --jar JAR --class-path PATH --output DIR [--classes DIR]
                  [--java linked|build]

      --jar         the project's own jar
      --classes     the directory that the jar was made of; the jar stands for it in the class path
      --class-path  everything that the program needs, with or without the project
      --output      is replaced: the plugin directory of a runtime, the directory of a tool
      --java        linked: the runtime gets its own Java, with a start-up cache, and an archive of everything
                    next to the output; the output of a tool is then only its archive, with its own Java; build (the default): its launcher starts the Java that this
                    command runs on, unless JAVA_HOME names another of that version
      --jvm-options for the runtime's Java, separated by spaces; quotes group an option with spaces
      --training    an ExeScript whose runs train the start-up cache, by the runtime's own start
      --training-package  the task package that these runs need
      --files       a directory that is copied into the package, such as native libraries and
                    licences; the runtime finds it by the system property golem.runtime.files
      --modules     additional JDK modules that no jar declares, separated by commas
      --compression of the archive, by a program of the system; the default is gzip
      --steps       prints what is done, a line before each step, which begins with "step: "
      """;

  private Main() {}

  /// Packages according to the arguments, and exits: with 1 if that fails, and with 2 if the
  /// arguments are invalid.
  public static void main(String[] words) {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) {
    try {
      return pack(words);
    } catch (PackagingException e) {
      System.err.println(PackagerCall.COMPLAINT + e.sentence());
    } catch (FileSystemException e) {
      System.err.println(PackagerCall.COMPLAINT + e.getFile() + ": " + reason(e));
    } catch (IOException | RuntimeException | Error e) {
      System.err.println(PackagerCall.COMPLAINT + e); // its message alone may be a file's name
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the process ends
    }
    return FAILED;
  }

  private static String reason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    return e.getReason() == null ? "cannot write it" : e.getReason();
  }

  private static int pack(List<String> words)
      throws IOException, PackagingException, InterruptedException {
    Path javaHome = Path.of(System.getProperty("java.home"));
    String kind = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    try {
      switch (kind) {
        case "runtime" -> {
          Options options = Options.of(rest, RUNTIME_OPTIONS, MORE_RUNTIME_OPTIONS);
          Path directory = options.path("--output");
          String name =
              new RuntimePackage(
                      options.text("--main"),
                      options.classPath(),
                      new RuntimeJava(
                          javaHome,
                          isLinked(options.text("--java")),
                          options.words("--jvm-options"),
                          modules(options.text("--modules")),
                          training(options),
                          file(options, "--training-package", "training package")),
                      files(options),
                      Compression.of(options.text("--compression")),
                      directory,
                      warning -> System.err.println(PackagerCall.WARNING + warning),
                      System.out::println,
                      options.text("--steps").isEmpty()
                          ? _ -> {}
                          : step -> System.out.println(PackagerCall.STEP + step))
                  .write();
          System.out.println("packaged the runtime " + name + " in " + directory);
        }
        case "tool" -> {
          Options options = Options.of(rest, TOOL_OPTIONS, Set.of("--classes", "--java"));
          String name = options.text("--name");
          Path directory = options.path("--output");
          ToolPackage tool =
              new ToolPackage(
                  name, options.text("--main"), options.classPath(), javaHome, directory);
          if (isLinked(options.text("--java"))) {
            System.out.println("packaged " + name + " in " + tool.writeArchive());
          } else {
            tool.write();
            System.out.println("packaged " + name + " in " + directory);
          }
        }
        default -> throw new UsageException("expected 'runtime' or 'tool', not '" + kind + "'");
      }
      return 0;
    } catch (UsageException e) {
      System.err.println(PackagerCall.COMPLAINT + e.getMessage());
      System.err.print(SYNOPSIS);
      return USAGE;
    }
  }

  private static Optional<Path> training(Options options) throws PackagingException {
    if (!options.text("--training-package").isEmpty() && options.text("--training").isEmpty()) {
      throw new UsageException("--training-package needs --training");
    }
    return file(options, "--training", "training script");
  }

  private static Optional<Path> file(Options options, String name, String what)
      throws PackagingException {
    if (options.text(name).isEmpty()) {
      return Optional.empty();
    }
    Path file = options.path(name);
    if (!Files.isReadable(file)) {
      throw new PackagingException(what + " not found: " + file);
    }
    return Optional.of(file);
  }

  private static Optional<Path> files(Options options) throws PackagingException {
    if (options.text("--files").isEmpty()) {
      return Optional.empty();
    }
    Path files = options.path("--files");
    if (!Files.isDirectory(files)) {
      throw new PackagingException("the directory of files to package does not exist: " + files);
    }
    return Optional.of(files);
  }

  private static Set<String> modules(String text) throws PackagingException {
    Set<String> modules = new TreeSet<>();
    for (String name : text.split(",")) {
      String module = name.strip();
      if (!module.isEmpty() && ModuleFinder.ofSystem().find(module).isEmpty()) {
        throw new PackagingException("this JDK has no module " + module);
      }
      if (!module.isEmpty()) {
        modules.add(module);
      }
    }
    return modules;
  }

  private static boolean isLinked(String java) {
    return switch (java) {
      case "linked" -> true;
      case "", "build" -> false;
      default -> throw new UsageException("--java must be linked or build, not '" + java + "'");
    };
  }

  private static Set<String> with(Set<String> names, String name) {
    Set<String> all = new TreeSet<>(names);
    all.add(name);
    return Collections.unmodifiableSet(all);
  }
}
