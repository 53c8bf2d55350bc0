/// Compiles a library of C functions that Java calls, for each architecture that a C compiler is
/// there for. Without a compiler for an architecture, what is packaged there calls native functions
/// through the foreign-function API, which takes longer to start.
///
/// Arguments: the source file, the directory for the libraries, their name, which the architecture
/// follows, and whether all are required.
static final Map<String, String> TRIPLES =
    Map.of("x64", "x86_64-linux-gnu", "aarch64", "aarch64-linux-gnu");

void main(String[] args) throws Exception {
  Path source = Path.of(args[0]);
  Path directory = Files.createDirectories(Path.of(args[1]));
  String name = args[2];
  boolean required = Boolean.parseBoolean(args[3]);
  for (String architecture : new TreeSet<>(TRIPLES.keySet())) {
    Path library = directory.resolve(name + "-" + architecture + ".so");
    if (isUpToDate(library, source)) {
      continue;
    }
    Optional<Path> compiler = compiler(architecture);
    if (compiler.isPresent()) {
      compile(compiler.get(), source, library);
    } else if (required) {
      throw new IllegalStateException(
          "no C compiler for " + architecture + ": " + names(architecture));
    } else {
      System.out.printf(
          "SKIPPED: %s for %s; none of %s is in PATH. Runtimes packaged for %s will need longer for"
              + " their first native call.%n",
          name, architecture, names(architecture), architecture);
    }
  }
}

boolean isUpToDate(Path library, Path source) throws IOException {
  return Files.exists(library)
      && Files.getLastModifiedTime(library).compareTo(Files.getLastModifiedTime(source)) > 0;
}

List<String> names(String architecture) {
  String cross = TRIPLES.get(architecture) + "-gcc";
  String here =
      System.getProperty("os.arch").equals("amd64") ? "x64" : System.getProperty("os.arch");
  return architecture.equals(here) ? List.of("cc", "gcc", cross) : List.of(cross);
}

Optional<Path> compiler(String architecture) {
  if (!System.getProperty("os.name").equals("Linux")) {
    return Optional.empty();
  }
  return names(architecture).stream()
      .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(at -> Path.of(at, name)))
      .filter(Files::isExecutable)
      .findFirst();
}

void compile(Path compiler, Path source, Path library) throws Exception {
  Path include = Path.of(System.getProperty("java.home"), "include");
  Path fresh = library.resolveSibling(library.getFileName() + ".new");
  List<String> line =
      List.of(
          compiler.toString(),
          "-std=c11",
          "-O2",
          "-Wall",
          "-Wextra",
          "-Werror",
          "-Wno-unused-parameter",
          "-fPIC",
          "-shared",
          "-s",
          "-I" + include,
          "-I" + include.resolve("linux"),
          "-o",
          fresh.toString(),
          source.toString());
  int code = new ProcessBuilder(line).inheritIO().start().waitFor();
  if (code != 0) {
    throw new IllegalStateException(compiler + " failed with exit code " + code);
  }
  Files.move(fresh, library, StandardCopyOption.REPLACE_EXISTING);
}
