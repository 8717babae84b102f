"""What screens show, worked out without widgets or an event loop."""
