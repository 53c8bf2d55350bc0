package network.golem.runtime.sdk.posix;

/// How functions of the C library are found and called, and memory for them is allocated.
sealed interface CLibrary permits JniLibrary, ForeignLibrary {

  /// The one of this process.
  static CLibrary get() {
    return Chosen.LIBRARY;
  }

  /// The address of a function; 0 if there is none with this name.
  long find(String name);

  /// An object that makes calls. It uses memory of the scope.
  SystemCalls calls(MemoryScope scope);

  /// Memory that is filled with zeros.
  NativeMemory allocate(MemoryScope scope, int size);

  void free(NativeMemory memory);

  /// Chosen at the first use, because most runtimes never use it.
  final class Chosen {
    private static final CLibrary LIBRARY =
        JniLibrary.isAvailable() ? new JniLibrary() : new ForeignLibrary();

    private Chosen() {}
  }
}
