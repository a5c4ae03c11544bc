"""How mail gets into SES: the rules it must keep, and the one way that it takes."""
