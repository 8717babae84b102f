"""The programs that run in a sandbox. They import the standard library and each other alone."""
