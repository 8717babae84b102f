"""Text from outside: compared, shown and bounded in one way everywhere."""
