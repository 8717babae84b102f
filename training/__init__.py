"""How the numbers of the offline grader are made; docs/training.md tells how to make them anew."""
