import com.google.googlejavaformat.java.Main;

/// Formats the project's Java files, or lists those that are not formatted. The build runs it on
/// the files that have changed since all of them were last formatted correctly.
void main(String[] args) throws Exception {
  boolean check = args[0].equals("check");
  Path passed = Path.of("target", "format-passed");
  FileTime start = FileTime.from(Instant.now());
  List<String> arguments = new ArrayList<>();
  arguments.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
  int options = arguments.size();
  arguments.addAll(sources(newerThan(passed)));
  if (arguments.size() > options) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int code = new Main(out, err, System.in).format(arguments.toArray(String[]::new));
    if (code != 0) {
      err.println(check ? "Not formatted. To fix: mvn -N -Pformat process-sources" : "Failed.");
      System.exit(code);
    }
  }
  Files.createDirectories(passed.getParent());
  Files.write(passed, new byte[0]);
  Files.setLastModifiedTime(passed, start);
}

/// When all files were last found formatted; the epoch if that is unknown or the rules have
/// changed.
FileTime newerThan(Path passed) throws IOException {
  if (Files.exists(passed)) {
    FileTime time = Files.getLastModifiedTime(passed);
    if (Files.getLastModifiedTime(Path.of("pom.xml")).compareTo(time) < 0) {
      return time;
    }
  }
  return FileTime.fromMillis(0);
}

List<String> sources(FileTime newerThan) throws IOException {
  List<String> found = new ArrayList<>();
  Files.walkFileTree(
      Path.of(""),
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
          String name = directory.getFileName().toString();
          boolean skip = name.equals("target") || name.startsWith(".");
          return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (file.toString().endsWith(".java")
              && attributes.lastModifiedTime().compareTo(newerThan) >= 0) {
            found.add(file.toString());
          }
          return FileVisitResult.CONTINUE;
        }
      });
  return found;
}
