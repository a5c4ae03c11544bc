"""AWS::SES resources in moto's CloudFormation: handlers that are clients of SES, as on AWS."""
