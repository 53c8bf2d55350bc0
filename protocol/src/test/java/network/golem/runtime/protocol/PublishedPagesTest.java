package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The published pages, as machines read them: IDs, severities, features and links.
class PublishedPagesTest {
  private static final Path PAGES = Path.of("../docs/protocol");

  private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.+)$");
  private static final Pattern ID = Pattern.compile("([A-Z]+)-([0-9]+)");
  private static final Pattern STATEMENT =
      Pattern.compile("\\*\\*(must|should)\\*\\*(?: \\(([a-z, -]+)\\))?: (\\S.*)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  /// A heading with what follows it, up to the next heading.
  private record Section(int level, String title, List<String> paragraphs) {}

  private static List<Section> sections(String page) throws IOException {
    String text = withoutCode(Files.readString(PAGES.resolve(page)));
    List<MatchResult> headings = HEADING.matcher(text).results().toList();
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      MatchResult heading = headings.get(i);
      int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
      String body = text.substring(heading.end(), end).strip();
      sections.add(
          new Section(heading.group(1).length(), heading.group(2), List.of(body.split("\n\n+"))));
    }
    return sections;
  }

  private static String withoutCode(String markdown) {
    return markdown.replaceAll("(?ms)^```.*?^```$", "");
  }

  private static List<Section> requirements() throws IOException {
    return sections("requirements.md").stream().filter(section -> section.level() == 3).toList();
  }

  /// A number that is missing belonged to a requirement that has been dropped.
  @Test
  void idsAreUniqueAndCountUpwardsInTheirGroup() throws IOException {
    String group = "";
    int last = 0;
    Set<String> groups = new TreeSet<>();
    for (Section section : sections("requirements.md")) {
      if (section.level() == 2 && section.title().matches("[A-Z]+: .*")) {
        group = section.title().substring(0, section.title().indexOf(':'));
        last = 0;
        assertThat(groups.add(group)).as(group).isTrue();
      } else if (section.level() == 3) {
        assertThat(section.title()).matches(group + "-[1-9][0-9]*");
        int number = Integer.parseInt(section.title().substring(group.length() + 1));
        assertThat(number).as(section.title()).isGreaterThan(last);
        last = number;
      }
    }
    assertThat(requirements()).hasSizeGreaterThan(120);
  }

  @Test
  void eachHasASeverityAndKnownFeatures() throws IOException {
    Set<String> known = features();
    assertThat(requirements())
        .allSatisfy(requirement -> {
          Matcher statement = STATEMENT.matcher(requirement.paragraphs().getFirst());
          assertThat(statement.matches()).as(requirement.title()).isTrue();
          if (statement.group(2) != null) {
            assertThat(known).as(requirement.title()).contains(statement.group(2).split(", "));
          }
        });
  }

  @Test
  void eachSaysWhatHappensOtherwise() throws IOException {
    assertThat(requirements())
        .allSatisfy(requirement ->
            assertThat(requirement.paragraphs())
                .as(requirement.title())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("*Otherwise*: "));
  }

  @Test
  void theFeaturesOfAGroupAreKnown() throws IOException {
    Set<String> known = features();
    String page = Files.readString(PAGES.resolve("requirements.md"));
    List<String> lines =
        page.lines().filter(line -> line.matches("Features?: .*")).distinct().toList();

    assertThat(lines).isNotEmpty();
    assertThat(lines)
        .allSatisfy(line ->
            assertThat(known)
                .contains(line.replaceFirst("Features?: ", "").replace("`", "").split(", ")));
  }

  /// The first column of the page's table of features.
  private static Set<String> features() throws IOException {
    String text =
        sections("requirements.md").stream()
            .filter(section -> section.title().equals("How to read them"))
            .flatMap(section -> section.paragraphs().stream())
            .collect(Collectors.joining("\n\n"));
    Set<String> features =
        Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
            .matcher(text)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(features).contains("server", "one-shot", "counters");
    return features;
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "requirements.md", "reference.md", "golem-runtime.proto"})
  void idsThatArePointedToExist(String page) throws IOException {
    Set<String> groups =
        requirements().stream()
            .map(requirement -> requirement.title().replaceFirst("-.*", ""))
            .collect(Collectors.toSet());
    Set<String> ids = requirements().stream().map(Section::title).collect(Collectors.toSet());

    assertThat(ids)
        .containsAll(
            ID.matcher(Files.readString(PAGES.resolve(page)))
                .results()
                .filter(id -> groups.contains(id.group(1)))
                .map(MatchResult::group)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "requirements.md", "reference.md"})
  void linksLeadSomewhere(String page) throws IOException {
    List<String> links =
        LINK.matcher(withoutCode(Files.readString(PAGES.resolve(page))))
            .results()
            .map(link -> link.group(1))
            .toList();

    assertThat(links).isNotEmpty();
    for (String link : links) {
      String file = link.replaceFirst("#.*", "");
      String target = file.isEmpty() ? page : file;
      assertThat(PAGES.resolve(target)).as(link).exists();
      if (link.contains("#")) {
        assertThat(anchors(target)).as(link).contains(link.substring(link.indexOf('#') + 1));
      }
    }
  }

  /// As GitHub makes them of headings.
  private static List<String> anchors(String page) throws IOException {
    return sections(page).stream()
        .map(section ->
            section
                .title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .toList();
  }

  @Test
  void theReadMePointsToThem() throws IOException {
    assertThat(Stream.of("../README.md", "../docs/guide.md"))
        .allSatisfy(
            page -> assertThat(Files.readString(Path.of(page))).contains("protocol/README.md"));
  }
}
