package network.golem.runtime.benchmarks.comparison;

/// A heading of the plot.
enum Group {
  OUTPUT("Output"),
  LATENCY("One at a time"),
  AT_ONCE("Many at once"),
  START("Start of a process"),
  SIZE("Memory and size");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
