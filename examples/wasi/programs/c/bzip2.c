/*
 * Compresses the file that is named with bzip2, into /work/compressed.bz2, expands it again, and prints both sizes.
 */
#include <bzlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The library is built without its own way to report an error. */
void bz_internal_error(int code) {
  fprintf(stderr, "bzip2: internal error %d\n", code);
  exit(3);
}

int main(int count, char **words) {
  FILE *in = count == 2 ? fopen(words[1], "rb") : NULL;
  if (in == NULL) {
    fprintf(stderr, "bzip2: there is no such file\n");
    return 2;
  }
  fseek(in, 0, SEEK_END);
  unsigned size = ftell(in);
  rewind(in);
  unsigned packed_size = size + size / 100 + 600;
  unsigned expanded_size = size;
  char *plain = malloc(size + 1);
  char *packed = malloc(packed_size);
  char *expanded = malloc(size + 1);
  if (fread(plain, 1, size, in) != size ||
      BZ2_bzBuffToBuffCompress(packed, &packed_size, plain, size, 9, 0, 0) != BZ_OK ||
      BZ2_bzBuffToBuffDecompress(expanded, &expanded_size, packed, packed_size, 0, 0) != BZ_OK ||
      expanded_size != size || memcmp(plain, expanded, size) != 0) {
    fprintf(stderr, "bzip2: what was expanded is not what was compressed\n");
    return 1;
  }
  FILE *out = fopen("/work/compressed.bz2", "wb");
  if (out == NULL || fwrite(packed, 1, packed_size, out) != packed_size || fclose(out) != 0) {
    fprintf(stderr, "bzip2: cannot write /work/compressed.bz2\n");
    return 1;
  }
  printf("%u %u, bzip2 %s\n", size, packed_size, BZ2_bzlibVersion());
  return 0;
}
