"""SES v2 over the wire: requests read by botocore's model, answered with SES's own codes and words."""
