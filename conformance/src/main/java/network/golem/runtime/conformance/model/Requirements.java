package network.golem.runtime.conformance.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The requirements of the published protocol, read from the page itself.
///
/// @param version the page's version, which every report names
/// @param byId in the order of the page
/// @param features all features that a requirement may name
public record Requirements(String version, Map<String, Requirement> byId, Set<String> features) {
  private static final Pattern VERSION = Pattern.compile("(?m)^Version ([0-9.]+)\\.");
  private static final Pattern FEATURE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
  private static final Pattern HEADING = Pattern.compile("(?m)^(##|###) (.+)$");
  private static final Pattern OF_GROUP = Pattern.compile("(?m)^Features?: (.+)$");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\*\\*(must|should)\\*\\*(?: \\(([a-z, -]+)\\))?: (\\S.*)\n\n\\*Otherwise\\*: (.+)");

  private static final Requirements PUBLISHED = parse(page());

  /// Those that this version of the checks knows.
  public static Requirements published() {
    return PUBLISHED;
  }

  /// @throws IllegalArgumentException if there is none of this ID
  public Requirement get(String id) {
    Requirement found = byId.get(id);
    if (found == null) {
      throw new IllegalArgumentException("there is no requirement " + id);
    }
    return found;
  }

  private static String page() {
    try (InputStream in = Requirements.class.getResourceAsStream("requirements.md")) {
      if (in == null) {
        throw new IllegalStateException("requirements.md is not beside this class");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Requirements parse(String page) {
    Set<String> features = new TreeSet<>();
    FEATURE.matcher(page).results().forEach(row -> features.add(row.group(1)));
    Map<String, Requirement> all = new LinkedHashMap<>();
    Set<String> ofGroup = Set.of();
    Matcher heading = HEADING.matcher(page);
    boolean more = heading.find();
    while (more) {
      boolean isGroup = heading.group(1).equals("##");
      String title = heading.group(2);
      int start = heading.end();
      more = heading.find();
      String body = page.substring(start, more ? heading.start() : page.length()).strip();
      if (isGroup) {
        Matcher line = OF_GROUP.matcher(body);
        ofGroup = line.find() ? words(line.group(1)) : Set.of();
      } else {
        all.put(title, requirement(title, body, ofGroup));
      }
    }
    Matcher version = VERSION.matcher(page);
    return new Requirements(version.find() ? version.group(1) : "unknown", all, features);
  }

  private static Requirement requirement(String id, String body, Set<String> ofGroup) {
    Matcher statement = STATEMENT.matcher(body);
    if (!statement.find()) {
      throw new IllegalStateException(id + " has no statement");
    }
    Set<String> features = new TreeSet<>(ofGroup);
    features.addAll(words(statement.group(2)));
    return new Requirement(
        id,
        Severity.valueOf(statement.group(1).toUpperCase(Locale.ROOT)),
        features,
        plain(statement.group(3)),
        plain(statement.group(4)));
  }

  private static Set<String> words(@Nullable String list) {
    return list == null ? Set.of() : Set.of(list.replace("`", "").split(", "));
  }

  /// Without links.
  private static String plain(String markdown) {
    return markdown.replaceAll("\\[([^\\]]+)\\]\\([^)]+\\)", "$1");
  }
}
