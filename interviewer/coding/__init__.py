"""What runs a candidate's code: the sandbox, the tests as facts, SQL; no screen."""
