"""What both APIs need of botocore's model: constraints, bodies and pages."""
