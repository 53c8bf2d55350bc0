package network.golem.runtime.benchmarks.comparison;

/// The smallest Java program; with an argument, it keeps running.
final class Hello {
  private Hello() {}

  public static void main(String[] words) throws InterruptedException {
    System.out.println("hello");
    if (words.length > 0) {
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
