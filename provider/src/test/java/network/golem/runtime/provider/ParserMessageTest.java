package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the JSON parser says reaches the author of a file whole, in one line, in the words of those
/// who write JSON, and without the parser's settings.
class ParserMessageTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}         | FILE, line 1, column 9: invalid JSON: trailing comma before '}'; remove it
          {"a": [1,~ ]}     | FILE, line 2, column 2: invalid JSON: trailing comma before ']'; remove it
          {"a": ]}          | FILE, line 1, column 7: invalid JSON: unexpected character ']': expected a value
          [1,,2]            | FILE, line 1, column 4: invalid JSON: unexpected character ',': expected a value
          {a: 1}            | FILE, line 1, column 2: invalid JSON: unexpected character 'a': expected a key in double quotes
          {"a" 1}           | FILE, line 1, column 6: invalid JSON: unexpected character '1': expected ':' after the key
          [1 2]             | FILE, line 1, column 4: invalid JSON: unexpected character '2': expected ',' or ']'
          {"a": 1 "b": 2}   | FILE, line 1, column 9: invalid JSON: unexpected character '"': expected ',' or '}'
          ['a']             | FILE, line 1, column 2: invalid JSON: unexpected character ''': expected a value
          [yes]             | FILE, line 1, column 2: invalid JSON: unrecognized token 'yes': expected a value
          ["a~b"]           | FILE, line 1, column 4: invalid JSON: illegal unquoted character a line break: has to be escaped using backslash to be included in string value
          ["a\\x"]          | FILE, line 1, column 5: invalid JSON: unrecognized character escape 'x'
          [01]              | FILE, line 1, column 3: invalid JSON: invalid numeric value: Leading zeroes not allowed
          [NaN]             | FILE, line 1, column 5: invalid JSON: non-standard token 'NaN'
          {} {}             | FILE, line 1, column 4: invalid JSON: unexpected content after the end of the value
          {"a": "b          | FILE, line 1, column 9: invalid JSON: unexpected end: the closing quote of a string is missing
          {"a               | FILE, line 1, column 4: invalid JSON: unexpected end: the closing quote of a string is missing
          {"a": 1           | FILE, line 1, column 8: invalid JSON: unexpected end: '}' is missing
          {"a": 1,          | FILE, line 1, column 9: invalid JSON: unexpected end: '}' is missing
          {"a"              | FILE, line 1, column 5: invalid JSON: unexpected end: '}' is missing
          {"a":             | FILE, line 1, column 6: invalid JSON: unexpected end: '}' is missing
          {"a": [1, {}      | FILE, line 1, column 13: invalid JSON: unexpected end: ']' is missing
          [tr               | FILE, line 1, column 2: invalid JSON: unrecognized token 'tr': expected a value
          [1, -             | FILE, line 1, column 6: invalid JSON: unexpected end: a value is incomplete
          ["a\\           | FILE, line 1, column 5: invalid JSON: unexpected end: a value is incomplete
          """)
  void messageIsWhole(String json, String sentence) throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), json.replace('~', '\n'));
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> JsonFile.object(file))
        .withMessage(sentence.replace("FILE", file.toString()));
  }
}
