"""Where the control API and the console are, in a server and in process alike."""

PREFIX = "/moto-api/ses-managed/"
