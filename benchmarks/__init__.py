"""The programs behind every published figure: ``python -m benchmarks.NAME``, see README.md."""
