// glibc declares renameat2 only under _GNU_SOURCE, with which the Glibc module is not built.
int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned int flags);
static const unsigned int RENAME_BY_EXCHANGE = 2;
