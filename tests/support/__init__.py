"""What tests of several folders share. Each module has one purpose; fixtures are in a conftest.py instead."""
