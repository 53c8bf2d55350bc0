package network.golem.runtime.packager;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The program that these tests package. It prints what its launcher has passed to it.
public final class Probe {
  private Probe() {}

  static void main(String[] words) throws Exception {
    switch (words[0]) {
      case "words" -> say(String.join("\0", List.of(words).subList(1, words.length)));
      case "touch" -> {
        Files.createFile(Path.of(words[1]));
        say("touched " + words[2]);
      }
      case "environment" -> {
        for (int i = 1; i < words.length; i++) {
          say(words[i] + "=" + System.getenv(words[i]) + "\n");
        }
      }
      case "property" -> say(System.getProperty(words[1], "not set"));
      case "pid" -> say(String.valueOf(ProcessHandle.current().pid()));
      case "echo" -> say(new String(in().readAllBytes(), StandardCharsets.UTF_8));
      case "print" -> {
        System.out.println("printed");
        say(System.in.read() < 0 ? "nothing to read" : "something to read");
      }
      case "child" -> {
        Process child =
            new ProcessBuilder("sh", "-c", "echo said by a child; wc -c").inheritIO().start();
        int code = child.waitFor();
        say("child ended with " + code + ", then came: " + (char) in().read());
      }
      case "test" -> say("tested");
      case "wait" -> {
        say("waiting\n");
        new CountDownLatch(1).await();
      }
      default -> System.exit(Integer.parseInt(words[0]));
    }
  }

  private static InputStream in() throws Exception {
    String moved = System.getProperty("golem.runtime.stdin");
    return moved == null ? System.in : new FileInputStream("/dev/fd/" + moved);
  }

  private static void say(String text) throws Exception {
    String moved = System.getProperty("golem.runtime.stdout");
    OutputStream out = moved == null ? System.out : new FileOutputStream("/dev/fd/" + moved, true);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
