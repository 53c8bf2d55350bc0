/*
 * Fills a table with numbers, as many as are named, in the database /work/numbers.db; sorts them by an index, and prints
 * sums that show whether all is right. A database that is there is replaced.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int print(void *none, int count, char **values, char **names) {
  for (int i = 0; i < count; i++) {
    printf("%s%c", values[i] ? values[i] : "NULL", i + 1 < count ? ' ' : '\n');
  }
  return 0;
}

int main(int count, char **words) {
  const char *file = "/work/numbers.db";
  const char *steps[] = {
      "CREATE TABLE numbers (id INTEGER PRIMARY KEY, value INTEGER, word TEXT)",
      "BEGIN",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %s)"
      " INSERT INTO numbers SELECT i, (i * 7919) %% 100003, printf('%%x', i * 31) FROM n",
      "CREATE INDEX by_value ON numbers (value)",
      "COMMIT",
      "SELECT count(*), sum(value), max(word) FROM numbers",
      "SELECT value, count(*) FROM numbers WHERE value BETWEEN 500 AND 505 GROUP BY value ORDER BY value DESC",
      "SELECT sum(length(word)) FROM numbers WHERE word LIKE '%%f%%'",
  };
  sqlite3 *database;
  unlink(file);
  if (count != 2 || sqlite3_open(file, &database) != SQLITE_OK) {
    fprintf(stderr, "sqlite: expects a number, and /work\n");
    return 2;
  }
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    char *sql = sqlite3_mprintf(steps[i], words[1]);
    char *error = NULL;
    if (sqlite3_exec(database, sql, print, NULL, &error) != SQLITE_OK) {
      fprintf(stderr, "sqlite: %s: %s\n", sql, error);
      return 1;
    }
    sqlite3_free(sql);
  }
  sqlite3_close(database);
  printf("SQLite %s\n", sqlite3_libversion());
  return 0;
}
