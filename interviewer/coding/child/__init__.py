"""The programs that run in a sandbox. They import the standard library and each other alone.

None of them imports ``typing`` when it runs: that takes a tenth of the time in which one starts.
"""
