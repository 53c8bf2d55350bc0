package network.golem.runtime.benchmarks.comparison;

/// The least that a Java program does; with a word, it stays.
final class Hello {
  private Hello() {}

  public static void main(String[] words) throws InterruptedException {
    System.out.println("hello");
    if (words.length > 0) {
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
