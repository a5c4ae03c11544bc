"""The command line's work: simulate, the demo, and the plan and policy files they read."""
