package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The steps of a change of several files. The journal is written before the first step, so that
/// the change is complete or has no effect, even if the process is killed. The next process undoes
/// an incomplete change.
///
/// @param texts the files that are changed
/// @param made the paths that did not exist before
/// @param removed the paths that are removed in the end
record Journal(Path file, List<Change.Text> texts, List<Path> made, List<Path> removed) {
  private static final String NAME = ".golem-runtime.journal-for-";
  private static final String TEXTS = "texts";
  private static final String PATH = "path";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String MADE = "made";
  private static final String REMOVED = "removed";
  private static final Pattern OF = Pattern.compile(Pattern.quote(NAME) + "([0-9]{1,18})");

  static Journal of(ProviderDirectories provider, List<Change> changes) {
    List<Change.Text> texts = new ArrayList<>();
    List<Path> made = new ArrayList<>();
    List<Path> removed = new ArrayList<>();
    for (Change change : changes) {
      switch (change) {
        case Change.Text text -> texts.add(text);
        case Change.Copy copy -> {
          if (!copy.replaces()) {
            made.add(copy.path());
          }
        }
        case Change.Removed gone -> removed.add(gone.path());
        case Change.Backup _ -> {} // a leftover is harmless
      }
    }
    Path file = provider.plugins().directory().resolve(NAME + ProcessHandle.current().pid());
    return new Journal(file, texts, made, removed);
  }

  /// A single change is atomic by itself.
  boolean isNeeded() {
    return texts.size() > 1 || (!texts.isEmpty() && !(made.isEmpty() && removed.isEmpty()));
  }

  /// Writes the journal. Only this user can write it, because it is trusted when it is undone.
  void begin() throws IOException {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    ArrayNode written = root.putArray(TEXTS);
    for (Change.Text text : texts) {
      written
          .addObject()
          .put(PATH, text.path().toString())
          .put(BEFORE, text.before())
          .put(AFTER, text.after());
    }
    write(root.putArray(MADE), made);
    write(root.putArray(REMOVED), removed);
    AtomicChange.privateText(file, root.toPrettyString());
  }

  private static void write(ArrayNode array, List<Path> paths) {
    paths.forEach(path -> array.add(path.toString()));
  }

  /// Removes the journal, because the change is complete or undone.
  void end() throws IOException {
    AtomicChange.remove(file);
  }

  /// Undoes incomplete changes of this user.
  ///
  /// @param news receives a sentence about each change that was undone
  static void undoInterrupted(ProviderDirectories provider, Consumer<String> news)
      throws ProviderException {
    Path plugins = provider.plugins().directory();
    try {
      AtomicChange.removeLeftovers(plugins);
      AtomicChange.removeLeftovers(provider.data());
      for (Path file : abandoned(plugins)) {
        Journal journal = read(file);
        if (!journal.isDone()) {
          news.accept(
              "undoing an earlier change that was interrupted: "
                  + String.join(
                      ", ", journal.texts.stream().map(text -> text.path().toString()).toList()));
        }
        journal.clear();
      }
    } catch (IOException e) {
      throw new ProviderException(
          "cannot undo an interrupted change in " + plugins + ": " + SystemReason.of(e), e);
    }
  }

  private static List<Path> abandoned(Path plugins) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(plugins)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(plugins, Journal::isAbandoned)) {
        found.forEach(files::add);
      }
    }
    return files;
  }

  private static boolean isAbandoned(Path file) throws IOException {
    Matcher name = OF.matcher(String.valueOf(file.getFileName()));
    return name.matches()
        && AtomicChange.isAbandoned(Long.parseLong(name.group(1)))
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Ownership.isOurs(file);
  }

  private static Journal read(Path file) throws IOException {
    JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
    return new Journal(
        file,
        root.path(TEXTS)
            .valueStream()
            .map(text ->
                new Change.Text(
                    Path.of(text.path(PATH).asString()),
                    text.path(BEFORE).asString(),
                    text.path(AFTER).asString()))
            .toList(),
        paths(root.path(MADE)),
        paths(root.path(REMOVED)));
  }

  private static List<Path> paths(JsonNode array) {
    return array.valueStream().map(path -> Path.of(path.asString())).toList();
  }

  /// Completes the change if all its files are changed, and undoes it otherwise. Files that another
  /// process has changed since are left as they are.
  void clear() throws IOException {
    if (isDone()) {
      for (Path path : removed) {
        DirectoryCopy.remove(path);
      }
    } else {
      for (Change.Text text : texts.reversed()) {
        if (text.isDone()) {
          text.opposite().make();
        }
      }
      for (Path path : made) {
        DirectoryCopy.remove(path);
      }
    }
    end();
  }

  private boolean isDone() throws IOException {
    for (Change.Text text : texts) {
      if (!text.isDone()) {
        return false;
      }
    }
    return true;
  }
}
