"""The client of a language model: its server, what that can do, its replies, cost and consent."""
