package network.golem.runtime.provider;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// The text of a JSON object, which is changed in one place at a time, so that the rest stays as
/// its author wrote it.
record JsonText(String text) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// The range from a character (inclusive) to another (exclusive).
  private record Span(int begin, int end) {}

  /// An array among the object's members: the positions of its brackets and of each element.
  private record Elements(int open, int close, List<Span> spans) {}

  /// Adds an element at the end of an array.
  JsonText append(String key, String element) {
    Elements array = find(key);
    if (array.spans.isEmpty()) {
      return new JsonText(
          text.substring(0, array.open + 1) + element + text.substring(array.close));
    }
    Span last = array.spans.getLast();
    return insert(last.end, "," + before(array, array.spans.size() - 1) + element);
  }

  /// Replaces an element.
  JsonText replace(String key, int index, String element) {
    Span span = span(key, index);
    return new JsonText(text.substring(0, span.begin) + element + text.substring(span.end));
  }

  /// Removes an element, and the comma that belongs to it.
  JsonText remove(String key, int index) {
    Elements array = find(key);
    Span span = array.spans.get(index);
    if (array.spans.size() == 1) {
      return new JsonText(text.substring(0, array.open + 1) + text.substring(array.close));
    }
    int begin = index == 0 ? span.begin : array.spans.get(index - 1).end;
    int end = index == 0 ? array.spans.get(1).begin : span.end;
    return new JsonText(text.substring(0, begin) + text.substring(end));
  }

  /// The indentation of an array's elements: that of the first one that begins a line, or else
  /// `deep`.
  String indentation(String key, String deep) {
    Elements array = find(key);
    if (array.spans.isEmpty()) {
      return deep;
    }
    String before = before(array, 0);
    return before.startsWith("\n") || before.startsWith("\r\n")
        ? before.substring(before.indexOf('\n') + 1)
        : "";
  }

  /// Whether the elements of an array are on lines of their own.
  boolean isOnLines(String key) {
    Elements array = find(key);
    return array.spans.isEmpty() || before(array, 0).contains("\n");
  }

  /// The white space before an element.
  private String before(Elements array, int index) {
    int begin = array.spans.get(index).begin;
    int from = begin;
    while (Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    String blanks = text.substring(from, begin);
    return blanks.isEmpty() && index == 0 && array.spans.size() > 1 ? before(array, 1) : blanks;
  }

  private JsonText insert(int at, String what) {
    return new JsonText(text.substring(0, at) + what + text.substring(at));
  }

  private Span span(String key, int index) {
    return find(key).spans.get(index);
  }

  private Elements find(String key) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals(key);
        if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
          return elements(parser);
        }
        parser.skipChildren();
      }
      throw new IllegalStateException("no array " + key);
    }
  }

  private static Elements elements(JsonParser parser) {
    int open = (int) parser.currentTokenLocation().getCharOffset();
    List<Span> spans = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int begin = (int) parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      parser.finishToken(); // the parser reads a string to its end only on demand
      spans.add(new Span(begin, (int) parser.currentLocation().getCharOffset()));
    }
    return new Elements(open, (int) parser.currentTokenLocation().getCharOffset(), spans);
  }
}
