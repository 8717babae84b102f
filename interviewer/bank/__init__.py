"""What can be asked, and how an answer to it is judged."""
