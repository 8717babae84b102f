"""The graded report of a session, and the formats it is written in."""
