"""The programs that run in a sandbox. They import the standard library and each other alone.

None of them imports ``typing`` at run time: that takes a tenth of the start-up time.
"""
