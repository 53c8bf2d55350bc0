package network.golem.runtime.cli;

/// Signs of the output, and what stands for them if a terminal cannot show them.
enum Sign {
  OK("✓", "+"),
  BAD("✗", "x"),
  COMMAND("▶", ">"),
  NETWORK("⇄", "~"),
  NOTHING("–", "-"),
  NOT_REACHED("·", "."),
  SPINNER("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "|/-\\");

  final String shown;
  final String ascii;

  Sign(String shown, String ascii) {
    this.shown = shown;
    this.ascii = ascii;
  }
}
