"""Reading an answer: its words, its language, and what in it claims something."""
