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

/// What a change of several files is about to do, written down before its first step: so that all
/// of it is done or nothing, also if its process is killed on the way. Whoever comes next undoes
/// what is half done.
///
/// @param texts the files that are changed
/// @param made what was not there before
/// @param removed what goes at the end
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
        case Change.Backup _ -> {} // does no harm
      }
    }
    Path file = provider.plugins().directory().resolve(NAME + ProcessHandle.current().pid());
    return new Journal(file, texts, made, removed);
  }

  /// One change alone is done or not.
  boolean isNeeded() {
    return texts.size() > 1 || (!texts.isEmpty() && !(made.isEmpty() && removed.isEmpty()));
  }

  /// Writes it down. It stays this user's and nobody else's: whoever undoes it trusts it.
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

  /// Nothing is half done any more.
  void end() throws IOException {
    AtomicChange.remove(file);
  }

  /// Undoes what interrupted changes of this user have left half done.
  ///
  /// @param news told what was undone, in a sentence
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
              "an earlier change was interrupted, and is undone: "
                  + String.join(
                      ", ", journal.texts.stream().map(text -> text.path().toString()).toList()));
        }
        journal.clear();
      }
    } catch (IOException e) {
      throw new ProviderException(
          "what an interrupted change has left in "
              + plugins
              + " cannot be undone: "
              + SystemReason.of(e),
          e);
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

  /// Leaves all done or nothing: what is done to the last file is finished, the rest is undone.
  /// What somebody else has changed since is left alone.
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
